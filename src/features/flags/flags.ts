import { z } from 'zod';
import { Forbidden } from '../../errors.ts';
import { onGrid } from '../../platform/clock.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { textField } from '../../platform/text-field.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';

export const flagReasons = ['identifies', 'abuse', 'spam', 'off-topic', 'other'] as const;
export type FlagReason = (typeof flagReasons)[number];

export const noteLimit = 500;

export const flagSchema = z
  .strictObject({
    reason: z.enum(flagReasons, 'Choose what is wrong with it.'),
    note: textField({ max: noteLimit, what: 'The note' }).default(''),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', {
    path: ['note'],
    message: 'Say in a few words what is wrong.',
  });

const withdrawFlags = statement<{ keys: Buffer[] }, never>('withdrawFlags')`
  delete from flags where flagger_key = any (${'keys'}::bytea[])`;

const insertFlag = statement<
  { key: Buffer; postId: string; reason: FlagReason; note: string; at: Date },
  never
>('insertFlag')`
  insert into flags (flagger_key, post_id, reason, note, at)
  values (${'key'}, ${'postId'}, ${'reason'}, ${'note'}, ${'at'})
  on conflict (flagger_key) do update set reason = excluded.reason, note = excluded.note, at = excluded.at, settled = false`;

/**
 * Asks the moderators to look at a post. One flag an account and post: a second one takes the place of
 * the first. The row holds a keyed hash of the two, so it leads to nobody.
 */
export async function flagPost(
  platform: Platform,
  account: Account,
  { postId, reason, note }: { postId: string } & z.output<typeof flagSchema>,
): Promise<Post> {
  const post = await accessFlaggable(platform, account, postId);
  const [key, ...older] = flaggerKeys(platform, account, postId);
  if (!key) throw new Error('there is no key');
  await platform.db.transaction(async (tx) => {
    await withdrawFlags(tx, { keys: older });
    await insertFlag(tx, { key, postId, reason, note, at: onGrid(platform.clock.now()) });
  });
  return post;
}

const findFlag = statement<{ keys: Buffer[] }, { reason: FlagReason }>('findOwnFlag')`
  select reason from flags where flagger_key = any (${'keys'}::bytea[]) and not settled limit 1`;

/** The post, and whether this account has a flag on it that nobody has looked at yet. */
export async function accessFlagging(
  platform: Platform,
  account: Account,
  postId: string,
): Promise<{ post: Post; flagged: boolean }> {
  const post = await accessFlaggable(platform, account, postId);
  const flags = await findFlag(platform.db, { keys: flaggerKeys(platform, account, postId) });
  return { post, flagged: flags.length > 0 };
}

async function accessFlaggable(platform: Platform, account: Account, postId: string): Promise<Post> {
  const post = await accessPost(platform, account, postId);
  if (post.mine) throw new Forbidden('This is your own post: you can edit or delete it.');
  return post;
}

function flaggerKeys(platform: Platform, account: Account, postId: string): Buffer[] {
  return platform.keys.macs('flag', [account.id, postId]);
}
