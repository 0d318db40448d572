import { plainText } from '../../platform/markdown/markdown.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import { bylineText } from '../bylines/printed-byline.ts';
import { clockTime } from '../captions/timestamps.ts';
import type { PostKind } from '../posts/posts.ts';
import { urls } from '../../urls.ts';

/** A reply as a mail tells of it. */
export interface Reply extends BylineRow {
  id: string;
  kind: PostKind;
  body: string;
  /** Of what begins a thread of its own. */
  ownTitle: string | null;
  /** Where it was asked, in the video that the mail is about. */
  atMs: number | null;
}

export interface Site {
  communityName: string;
  origin: string;
}

const mostTold = 10;
const excerptLength = 300;

/**
 * One mail for all that is new on a post. A mailbox may be read over somebody's shoulder or belong to
 * their employer: the subject says nothing of the thread, and no line says that the reader began it.
 */
export function wordMail(
  { communityName, origin }: Site,
  { threadTitle, replies }: { threadTitle: string; replies: readonly Reply[] },
): { subject: string; text: string } {
  const more = replies.length - mostTold;
  const text = [
    `There is something new in “${threadTitle}”.`,
    ...replies.slice(0, mostTold).map((reply) => paragraph(reply, { communityName, origin })),
    ...(more > 0 ? [`And ${more} more.`] : []),
    footer({ communityName, origin }),
  ];
  return { subject: subjectOf(replies.length, communityName), text: `${text.join('\n\n')}\n` };
}

/** Why somebody has got a mail, and where to switch it off. */
export function footer({ communityName, origin }: Site): string {
  return [
    '-- ',
    `You get this because mail is switched on in your settings at ${communityName}.`,
    `To switch it off: ${origin}${urls.settingsAccount()}`,
  ].join('\n');
}

function subjectOf(count: number, communityName: string): string {
  return count === 1 ? `Something new at ${communityName}` : `${count} new posts at ${communityName}`;
}

/** Who wrote it, as a mail says it. */
export function toldAs(row: BylineRow, communityName: string): string {
  const line = bylineText(printByline(row), communityName);
  return row.handle ? `${line} (${row.handle})` : line;
}

function paragraph(reply: Reply, { communityName, origin }: Site): string {
  const who = toldAs(reply, communityName);
  const title = reply.ownTitle === null ? '' : `    ${reply.ownTitle}\n\n`;
  const words = plainText(reply.body, excerptLength);
  return `${who} ${verbOf(reply)}:\n\n${title}    ${words}\n\n${origin}${urls.post(reply)}`;
}

function verbOf({ kind, atMs }: Reply): string {
  if (kind === 'question') return atMs === null ? 'asked' : `asked at ${clockTime(atMs)}`;
  return kind === 'answer' ? 'answered' : 'commented';
}
