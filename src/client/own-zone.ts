/** A time zone that nobody has typed yet is most likely that of the clock on the wall. */
export function proposeOwnZone(): void {
  const field = document.querySelector<HTMLInputElement>('input[data-own-zone]');
  if (field?.value === '') field.value = new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
