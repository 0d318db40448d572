const name = '[A-Za-z_][\\w:.-]*';
const attribute = new RegExp(`^\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`);
const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i;
// All but what XML 1.0 takes, section 2.2.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Why the text is no well-formed XML 1.0 document, or null where it is one. Without doctypes, which we have none of. */
export function findXmlFault(xml: string): string | null {
  if (forbidden.test(xml)) return 'holds a character that XML forbids';
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml [^?]*\?>/, '');
  let roots = 0;
  while (rest !== '') {
    const [piece = ''] = /^(?:<!\[CDATA\[[^]*?\]\]>|<[^!][^<]*?(?:"[^"<]*"[^<"]*?)*>|[^<]+)/.exec(rest) ?? [];
    if (piece === '') return `cannot be read from ${JSON.stringify(rest.slice(0, 60))}`;
    rest = rest.slice(piece.length);
    if (piece.startsWith('<![CDATA[')) {
      if (open.length === 0) return 'has text outside of its root';
      continue;
    }
    const fault = piece.startsWith('<') ? readTag(piece, open) : readText(piece, open);
    if (fault) return fault;
    if (piece.startsWith('<') && open.length === 0) roots += 1;
  }
  if (open.length > 0) return `does not close ${open.join(', ')}`;
  return roots === 1 ? null : `has ${roots} roots`;
}

function readText(text: string, open: readonly string[]): string | null {
  if (open.length === 0 && text.trim() !== '') return 'has text outside of its root';
  if (text.includes(']]>')) return 'has ]]> in its text';
  return entity.test(text) ? `has a bare & in ${JSON.stringify(text.slice(0, 60))}` : null;
}

function readTag(tag: string, open: string[]): string | null {
  const closing = new RegExp(`^</(${name})\\s*>$`).exec(tag)?.[1];
  if (closing) return open.pop() === closing ? null : `closes ${closing} in the wrong place`;
  const opening = new RegExp(`^<(${name})`).exec(tag)?.[1];
  if (!opening) return `has no tag in ${JSON.stringify(tag)}`;
  let rest = tag.slice(opening.length + 1);
  for (let found = attribute.exec(rest); found; found = attribute.exec(rest)) {
    if (entity.test(found[0])) return `has a bare & in ${JSON.stringify(found[0])}`;
    rest = rest.slice(found[0].length);
  }
  if (!/^\s*\/?>$/.test(rest)) return `has something else than attributes in ${JSON.stringify(tag)}`;
  if (!rest.includes('/')) open.push(opening);
  return null;
}
