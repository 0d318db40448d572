/** A form as it came: one string a field, or several where the field came several times. */
export type RawForm = Record<string, string | string[]>;

/** The text of a field, for filling the form again; the first where it came several times. */
export function fieldText(form: RawForm, name: string): string {
  const value = form[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** The whole number that a field carries for us, such as a version; 0 for everything else that may stand there. */
export function fieldNumber(form: RawForm, name: string): number {
  const text = fieldText(form, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
