import { z } from 'zod';
import { Conflict } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { cutByline, toMember } from '../bylines/coarsening.ts';
import { reasonField } from '../posts/fields.ts';
import { setRemoved } from '../posts/removal.ts';
import { setClosed } from '../questions/closing.ts';
import type { ActName } from './acts.ts';
import { actsWithReason, actsWithout, recordBy, suspensionLengths } from './acts.ts';
import { setLocked } from './locking.ts';
import type { ModeratedPost } from './moderated.ts';
import { accessModerated } from './moderated.ts';
import { liftSuspension, suspend } from './suspending.ts';

/** Where the form stood, which is where one goes on. */
const fromField = z.enum(['queue', 'post']).default('post');

/** For how many days somebody is suspended; null until it is lifted. */
const untilField = z
  .enum(suspensionLengths, 'Choose how long.')
  .transform((length) => (length === 'lifted' ? null : Number(length)));

export const actSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({ act: z.enum(actsWithReason), reason: reasonField, from: fromField }),
    z.strictObject({ act: z.literal('suspend'), reason: reasonField, until: untilField, from: fromField }),
    z.strictObject({ act: z.enum(actsWithout), reason: z.literal('').default(''), from: fromField }),
  ],
  'Choose what to do.',
);

const settleFlags = statement<{ postId: string }, object>('settleFlags')`
  update flags set settled = true where post_id = ${'postId'} and not settled returning post_id`;

/** Does it and writes down who did; false where it already was so. */
export async function moderate(
  platform: Platform,
  moderator: Account,
  {
    postId,
    act,
    reason,
    until = null,
  }: { postId: string; act: ActName; reason: string; until?: number | null },
): Promise<boolean> {
  const post = await accessModerated(platform, moderator, postId);
  const onId = isOfThread(act) ? post.threadId : postId;
  const record = recordBy(platform, moderator, { postId: onId, act, reason });
  return await does[act]({ platform, post, reason, days: until, record });
}

interface Doing {
  platform: Platform;
  post: ModeratedPost;
  reason: string;
  days: number | null;
  record: (tx: Tx) => Promise<void>;
}

const does: Record<ActName, (doing: Doing) => Promise<boolean>> = {
  hide: async ({ platform, post, reason, record }) => {
    if (post.removed?.by === 'author') throw new Conflict('Its author has taken it down already.');
    return await setRemoved(platform, post, { by: 'moderator', removed: true, reason }, async (tx) => {
      await settleFlags(tx, { postId: post.id });
      await record(tx);
    });
  },
  coarsen: async ({ platform, post, record }) => await cutByline(platform, post, toMember, record),
  restore: async ({ platform, post, record }) => {
    if (post.removed?.by === 'author')
      throw new Conflict('Its author took it down; only they bring it back.');
    return await setRemoved(platform, post, { by: 'moderator', removed: false }, record);
  },
  lock: async ({ platform, post, reason, record }) =>
    await setLocked(platform, post.threadId, { locked: true, reason }, record),
  unlock: async ({ platform, post, record }) =>
    await setLocked(platform, post.threadId, { locked: false }, record),
  close: async ({ platform, post, reason, record }) => {
    if (post.threadKind !== 'question') throw new Conflict('Only questions are closed.');
    return await setClosed(platform, post.threadId, { by: 'moderator', closed: true, reason }, record);
  },
  reopen: async ({ platform, post, record }) =>
    await setClosed(platform, post.threadId, { by: 'moderator', closed: false }, record),
  suspend: async ({ platform, post, reason, days, record }) =>
    await suspend(platform, { postId: post.id, reason, days }, record),
  lift: async ({ platform, post, record }) => await liftSuspension(platform, post.id, record),
  dismiss: async ({ platform, post, record }) =>
    await platform.db.transaction(async (tx) => {
      const settled = await settleFlags(tx, { postId: post.id });
      if (settled.length > 0) await record(tx);
      return settled.length > 0;
    }),
};

function isOfThread(act: ActName): boolean {
  return ['lock', 'unlock', 'close', 'reopen'].includes(act);
}
