const escapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/** JSON that can stand inside `<script>`: nothing in it can end the element or open a comment. */
export function jsonForScript(value: object): string {
  return JSON.stringify(value).replace(/[<>&]/g, (character) => escapes[character] ?? '');
}
