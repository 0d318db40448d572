import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Place } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';

export const actsWithReason = ['hide', 'coarsen', 'lock', 'close'] as const;
export const actsWithout = ['restore', 'unlock', 'reopen', 'dismiss', 'lift'] as const;
export type ActName = (typeof actsWithReason)[number] | (typeof actsWithout)[number] | 'suspend';

/** Days that a suspension lasts, as the form sends them. */
export const suspensionLengths = ['1', '7', '30', 'lifted'] as const;

/** What a moderator did: to which post, in which thread, and why. Whose post it is stands nowhere. */
export interface Act {
  id: string;
  act: ActName;
  reason: string;
  at: Date;
  postId: string;
  /** Null where the thread's author has taken it down. */
  threadTitle: string | null;
  /** Null where the moderator has no profile. */
  moderatorName: string | null;
  /** Null where the account is gone. */
  byViewer: boolean | null;
}

const insertAct = statement<
  { id: string; moderatorId: string; postId: string; act: ActName; reason: string; at: Date },
  never
>('insertAct')`
  insert into moderation_acts (id, moderator_id, post_id, act, reason, at)
  values (${'id'}, ${'moderatorId'}, ${'postId'}, ${'act'}, ${'reason'}, ${'at'})`;

/** Writes down who did it, in the transaction in which it is done. */
export function recordBy(
  platform: Platform,
  moderator: Account,
  act: { postId: string; act: ActName; reason: string },
): (tx: Tx) => Promise<void> {
  return async (tx) => {
    const at = platform.clock.now();
    await insertAct(tx, { id: newId(platform.random), moderatorId: moderator.id, at, ...act });
  };
}

const findActs = statement<
  { viewerId: string; postIds: string[] | null; at: string | null; key: string | null; limit: number },
  Act
>('listActs')`
  select moderation_acts.id, act, reason, moderation_acts.at, post_id as "postId",
    case when not exists (
      select from removals where removals.post_id = threads.id and withdrawn
    ) then threads.title end as "threadTitle",
    moderators.name as "moderatorName", moderator_id = ${'viewerId'} as "byViewer"
  from moderation_acts
  join posts on posts.id = post_id
  join threads on threads.id = posts.thread_id
  left join profiles as moderators on moderators.account_id = moderator_id
  where (${'postIds'}::text[] is null or post_id = any (${'postIds'}))
    and (moderation_acts.at, moderation_acts.id) < (coalesce(${'at'}::timestamptz, 'infinity'), coalesce(${'key'}, ''))
  order by moderation_acts.at desc, moderation_acts.id desc
  limit ${'limit'}`;

const pageSize = 50;

/** Newest first, all or those on these posts, and where older ones begin. */
export async function listActs(
  db: Queryable,
  viewerId: string,
  { postIds = null, before = null }: { postIds?: string[] | null; before?: Place | null },
): Promise<{ acts: Act[]; older: Place | null }> {
  const at = before?.at ?? null;
  const found = await findActs(db, { viewerId, postIds, at, key: before?.key ?? null, limit: pageSize + 1 });
  const acts = found.slice(0, pageSize);
  const last = acts.at(-1);
  const older = found.length > pageSize && last ? { at: last.at.toISOString(), key: last.id } : null;
  return { acts, older };
}
