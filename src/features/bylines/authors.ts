import { Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { BylineChoice, MaskedByline } from './bylines.ts';
import { drawHandle, drawNumberedHandle } from './handles.ts';
import { sealAuthor } from './opening.ts';
import { requireRung } from './rungs.ts';

/** Who signs a post: a masked author of its thread, or a profile. Exactly one is set. */
export interface Signature {
  authorId: Buffer | null;
  profileId: string | null;
}

const findAuthor = statement<{ ids: Buffer[] }, { id: Buffer }>('findAuthor')`
  select id from authors where id = any (${'ids'}::bytea[])`;

const findNamedInThread = statement<{ profileId: string; threadId: string }, { found: boolean }>(
  'findNamedInThread',
)`
  select exists (select from posts where thread_id = ${'threadId'} and profile_id = ${'profileId'}) as found`;

const insertAuthor = statement<
  MaskedByline & { id: Buffer; threadId: string; handle: string; sealed: Buffer | null },
  { id: Buffer }
>('insertAuthor')`
  insert into authors (id, thread_id, handle, level, role, native_level, company, sealed)
  values (${'id'}, ${'threadId'}, ${'handle'}, ${'level'}, ${'role'}, ${'nativeLevel'}, ${'company'}, ${'sealed'})
  on conflict (thread_id, handle) do nothing
  returning id`;

/** The ids that this account's masked author of the thread may have, one for each key version. */
export function authorIds(platform: Platform, accountId: string, threadId: string): Buffer[] {
  return platform.keys.macs('author', [accountId, threadId]);
}

/**
 * The signature of this account in this thread. The first post fixes it: whoever has written here
 * masked goes on under the same handle and byline, and whoever has written under their name keeps it,
 * so that nobody's two voices stand side by side.
 */
export async function signatureFor(
  platform: Platform,
  tx: Tx,
  { account, threadId, choice }: { account: Account; threadId: string; choice: BylineChoice },
): Promise<Signature> {
  const fixed = await findSignature(platform, tx, account, threadId);
  if (!fixed) return await newSignature(platform, tx, { account, threadId, choice });
  requireSameVoice(fixed, choice);
  return fixed;
}

// Another tab may have fixed it since the form was made: a masked text would then show the name, or name itself.
function requireSameVoice({ profileId }: Signature, choice: BylineChoice): void {
  if (profileId && choice !== 'named') {
    throw new Invalid({
      byline: 'You have written in this thread under your name, so this would show your name too.',
    });
  }
  if (!profileId && choice === 'named') {
    throw new Invalid({
      byline: 'You have written in this thread masked, and your name beside it would undo that.',
    });
  }
}

/** The signature of who has not yet written in this thread: of everyone, while it is being made. */
export async function newSignature(
  platform: Platform,
  tx: Tx,
  { account, threadId, choice }: { account: Account; threadId: string; choice: BylineChoice },
): Promise<Signature> {
  const byline = await requireRung(platform, tx, account, choice);
  if (byline) {
    const id = platform.keys.mac('author', [account.id, threadId]);
    const sealed = sealAuthor(platform, account.id, threadId);
    await addAuthor(platform, tx, { id, threadId, byline, sealed });
    return { authorId: id, profileId: null };
  }
  return { authorId: null, profileId: account.profile?.id ?? null };
}

/** How this account has signed in this thread so far, or null. */
export async function findSignature(
  platform: Platform,
  db: Queryable,
  account: Account,
  threadId: string,
): Promise<Signature | null> {
  const [masked] = await findAuthor(db, { ids: authorIds(platform, account.id, threadId) });
  if (masked) return { authorId: masked.id, profileId: null };
  if (!account.profile) return null;
  const [named] = await findNamedInThread(db, { profileId: account.profile.id, threadId });
  return named?.found ? { authorId: null, profileId: account.profile.id } : null;
}

/** Writes a masked author; takes `handle` if it is free in the thread, else draws one. */
export async function addAuthor(
  platform: Pick<Platform, 'random'>,
  db: Queryable,
  author: { id: Buffer; threadId: string; byline: MaskedByline; sealed: Buffer | null; handle?: string },
): Promise<void> {
  const { id, threadId, byline, sealed } = author;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const drawn = attempt < 10 ? drawHandle(platform.random) : drawNumberedHandle(platform.random);
    const handle = attempt === 0 ? (author.handle ?? drawn) : drawn;
    const { level, role, nativeLevel, company } = byline;
    const rows = await insertAuthor(db, { id, threadId, handle, sealed, level, role, nativeLevel, company });
    if (rows.length === 1) return;
  }
  throw new Error('no handle was free');
}

/** Whether the session's account wrote what carries this signature. */
export function isSignedBy(
  platform: Platform,
  account: Account,
  post: Signature & { threadId: string },
): boolean {
  if (post.profileId) return post.profileId === account.profile?.id;
  const { authorId } = post;
  return (
    authorId !== null && authorIds(platform, account.id, post.threadId).some((id) => id.equals(authorId))
  );
}
