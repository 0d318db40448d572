/** Every element that rendered Markdown may hold, with the attributes it may have. For the tests. */
export const allowedHtml: Record<string, string[]> = {
  a: ['class', 'href', 'title', 'rel'],
  blockquote: ['dir'],
  br: [],
  code: ['class'],
  div: ['class', 'tabindex', 'role', 'aria-label'],
  em: [],
  h3: ['dir'],
  h4: ['dir'],
  h5: ['dir'],
  h6: ['dir'],
  hr: [],
  img: ['src', 'alt', 'title', 'loading'],
  li: ['class'],
  ol: ['start', 'dir'],
  p: ['dir'],
  pre: ['tabindex', 'dir'],
  s: [],
  span: ['class', 'role', 'aria-label'],
  strong: [],
  table: ['dir'],
  tbody: [],
  td: ['class'],
  th: ['class'],
  thead: [],
  tr: [],
  ul: ['dir'],
};

const tag = /<\/?([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/g;

/** What of the HTML is neither escaped text nor an allowed tag with allowed attributes; empty if all is well. */
export function listForeignHtml(html: string): string[] {
  const foreign: string[] = [];
  const text = html.replace(tag, (whole, name: string, attributes: string) => {
    const names = [...attributes.matchAll(/ ([a-z-]+)="/g)].map(([, attribute]) => attribute ?? '');
    const allowed = allowedHtml[name];
    if (!allowed || names.some((attribute) => !allowed.includes(attribute))) foreign.push(whole);
    return '';
  });
  return foreign.concat(text.match(/[<>"]|&(?!(?:amp|lt|gt|quot|#x27);)/g) ?? []);
}
