import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import { slugify } from '../../platform/text.ts';

/** docs/privacy.md as the page has it: one source for readers here and in the repository. */
export interface PrivacyText {
  title: string;
  /** The first paragraph, as HTML. */
  lede: string;
  sections: { id: string; title: string }[];
  html: string;
}

let read: PrivacyText | undefined;

/** Read once. Throws where the file is not there. */
export function privacyText(): PrivacyText {
  read ??= parsePrivacy(readFileSync(findUpwards(join('docs', 'privacy.md')), 'utf8'));
  return read;
}

export function parsePrivacy(source: string): PrivacyText {
  const [, title = '', lede = '', rest = ''] = /^# (.+)\n\n([^]+?)\n\n(## [^]+)$/.exec(source) ?? [];
  const sections: PrivacyText['sections'] = [];
  const html = renderMarkdown(rest, { headingBase: 2 }).replaceAll(
    /<h2 dir="auto">(.*?)<\/h2>/g,
    (_, inner: string) => {
      const id = slugify(textOfHtml(inner));
      sections.push({ id, title: textOfHtml(inner) });
      return `<h2 id="${id}">${inner}</h2>`;
    },
  );
  return { title, lede: textOfHtml(renderMarkdown(lede)), sections, html };
}

/** From the source as from what was built of it, which lies elsewhere. */
function findUpwards(path: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) throw new Error(`${path} is not there`);
  }
}
