import MarkdownIt from 'markdown-it';
import { blockDirection } from './direction.ts';
import { headings } from './headings.ts';
import { code } from './code.ts';
import { images } from './images.ts';
import { isAllowedAddress } from './addresses.ts';
import { links } from './links.ts';
import { tables } from './tables.ts';
import { taskLists } from './task-lists.ts';

// Names of files end in many country domains (.md, .py, .rs, .sh), so bare addresses become links only here.
const linkedDomains = 'com org net edu gov io dev app co info biz eu uk de fr nl ch at in ca au'.split(' ');

/** markdown-it with our rules, as docs/decisions/0004-markdown.md has them. */
export const parser = new MarkdownIt({ html: false, linkify: true, maxNesting: 100 });
// An address with a user name is read whole, so that it is refused whole.
parser.linkify.tlds(linkedDomains).set({ fuzzyLink: true, urlAuth: true });
parser.validateLink = isAllowedAddress;
parser.normalizeLinkText = (address) => address;
parser.use(tables).use(headings).use(taskLists).use(images).use(links).use(code).use(blockDirection);
