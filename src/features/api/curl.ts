import type { OperationExample } from './described.ts';

/** The request as a command for a shell; the token is in a variable of it. */
export function curlOf(
  { method, path, body, file }: OperationExample,
  { base, withToken }: { base: string; withToken: boolean },
): string {
  const parts = [
    file ? `curl -T ${quote(file)}` : method === 'GET' ? 'curl' : `curl -X ${method}`,
    ...(withToken ? ['-H "Authorization: Bearer $CAIRN_TOKEN"'] : []),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quote(indented(body))}`]),
    quote(base + path),
  ];
  return parts.length > 2 ? parts.join(' \\\n  ') : parts.join(' ');
}

/** JSON whose lines stand below each other where the whole command is indented. */
function indented(body: unknown): string {
  return JSON.stringify(body, null, 2).replaceAll('\n', '\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
