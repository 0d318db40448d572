/** What a file holds, as a report may print it: short, on one line, and harmless to a terminal. */
export function quote(text: string): string {
  const shown = text.slice(0, 80).replaceAll(/\p{C}/gu, '\ufffd');
  return `“${shown}${text.length > 80 ? '…' : ''}”`;
}
