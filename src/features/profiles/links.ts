import { z } from 'zod';

const most = 5;
const longest = 200;

/** One address a line, up to five, of pages elsewhere. They are shown as they are written. */
export const linksField = z
  .string('Write one address a line.')
  .transform((text) => [...new Set(text.split(/\s+/).filter(Boolean))])
  .superRefine((links, context) => {
    if (links.length > most) context.addIssue({ code: 'custom', message: `Up to ${most} links, please.` });
    const wrong = links.find((link) => !isPage(link));
    if (wrong !== undefined) {
      const shown = wrong.length > 60 ? `${wrong.slice(0, 60)}…` : wrong;
      context.addIssue({
        code: 'custom',
        message: `“${shown}” is not an address that starts with https://.`,
      });
    }
  });

/** Only plain letters in the host, so that what is read is where it leads. */
function isPage(link: string): boolean {
  if (link.length > longest || !/^https:\/\/[a-z0-9.-]+(:\d+)?([/?#][\x21-\x7e]*)?$/i.test(link))
    return false;
  return URL.canParse(link) && new URL(link).hostname.includes('.');
}

/** "github.com/ada": the address as it is read. */
export function shownLink(link: string): string {
  return link.replace(/^https:\/\/(www\.)?/i, '').replace(/\/$/, '');
}
