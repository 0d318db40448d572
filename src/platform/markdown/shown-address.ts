const format = /\p{Cf}/gu;
const dotted = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[.。｡][\p{L}\p{N}\p{M}-]+)+/gu;
const fileEndings = new Set(
  'css gif go html java jpeg jpg js json jsx mjs pdf php png rb sql svg toml ts tsx txt xml yaml yml'.split(
    ' ',
  ),
);

/**
 * Whether the text of a link contains something that reads as the address of a host that is not the target's,
 * nor above nor below it. A name with letters outside ASCII never counts as the target's, because look-alikes
 * of other scripts can't be told apart by eye.
 */
export function showsAnotherHost(text: string, host: string): boolean {
  const shown = text.normalize('NFKC').replace(format, '').toLowerCase().slice(0, 2000);
  return (shown.match(dotted) ?? []).some((name) => readsAsHost(name) && !isSameHost(name, host));
}

function readsAsHost(name: string): boolean {
  const ending = name.split(/[.。｡]/u).at(-1) ?? '';
  return /^\p{L}[\p{L}\p{M}-]+$/u.test(ending) && !fileEndings.has(ending);
}

function isSameHost(name: string, host: string): boolean {
  const target = host.replace(/:\d+$/, '').replace(/^www\./, '');
  const shown = name.replace(/^www\./, '');
  return shown === target || target.endsWith(`.${shown}`) || shown.endsWith(`.${target}`);
}
