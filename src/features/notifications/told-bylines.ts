import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { MaskedByline } from '../bylines/bylines.ts';
import { toldAs } from './word-mail.ts';

const replaceInMails = statement<{ authorId: Buffer; before: string; after: string }, never>(
  'replaceBylineInKeptMails',
)`
  update kept_mails set text = replace(text, ${'before'}, ${'after'})
  where strpos(text, ${'before'}) > 0 and exists (
    select from posts where author_id = ${'authorId'} and strpos(kept_mails.text, '/posts/' || posts.id) > 0
  )`;

/** Mails that are kept for want of a server show a byline too; those that were sent are out of reach. */
export async function correctToldByline(
  { config: { COMMUNITY_NAME: communityName } }: Pick<Platform, 'config'>,
  tx: Tx,
  { author, after }: { author: MaskedByline & { id: Buffer; handle: string }; after: MaskedByline },
): Promise<void> {
  const nameless = { handle: author.handle, name: null, profileSlug: null, title: null };
  await replaceInMails(tx, {
    authorId: author.id,
    before: toldAs({ ...author, ...nameless }, communityName),
    after: toldAs({ ...after, ...nameless }, communityName),
  });
}
