import { Forbidden, NotFound } from '../../errors.ts';
import { onGrid } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import { recordBy } from '../moderation/acts.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';
import { lockThreadRow, publish } from '../posts/publishing.ts';

type By = 'asker' | 'moderator';

const closeThread = statement<{ threadId: string; reason: string; by: By; at: Date }, object>('closeThread')`
  insert into closures (thread_id, reason, by, at) values (${'threadId'}, ${'reason'}, ${'by'}, ${'at'})
  on conflict (thread_id) do nothing returning thread_id`;

const reopenThread = statement<{ threadId: string; by: By }, object>('reopenThread')`
  delete from closures where thread_id = ${'threadId'} and (by = 'asker' or ${'by'} = 'moderator')
  returning thread_id`;

/** Closes a question for new answers, with a reason that readers see. By its asker or a moderator. */
export async function closeQuestion(
  platform: Platform,
  account: Account,
  { id, reason }: { id: string; reason: string },
): Promise<Post> {
  const question = await accessClosable(platform, account, id);
  if (question.mine) await setClosed(platform, id, { by: 'asker', closed: true, reason });
  else {
    const record = recordBy(platform, account, { postId: id, act: 'close', reason });
    await setClosed(platform, id, { by: 'moderator', closed: true, reason }, record);
  }
  return question;
}

/** Opens it again. What a moderator closed, only a moderator opens. */
export async function reopenQuestion(platform: Platform, account: Account, id: string): Promise<Post> {
  const question = await accessClosable(platform, account, id);
  if (question.mine && (await setClosed(platform, id, { by: 'asker', closed: false }))) return question;
  if (!isModerator(account)) {
    if (question.closed) throw new Forbidden('A moderator has closed this question.');
    return question;
  }
  const record = recordBy(platform, account, { postId: id, act: 'reopen', reason: '' });
  await setClosed(platform, id, { by: 'moderator', closed: false }, record);
  return question;
}

/** False where it already was so, or is not theirs to open. `record` runs in the same transaction. */
export async function setClosed(
  platform: Platform,
  threadId: string,
  { by, closed, reason = '' }: { by: By; closed: boolean; reason?: string },
  record?: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, threadId);
    const changed = closed
      ? await closeThread(tx, { threadId, reason, by, at: onGrid(platform.clock.now()) })
      : await reopenThread(tx, { threadId, by });
    if (changed.length === 0) return false;
    await record?.(tx);
    await publish(platform, tx, { threadId });
    return true;
  });
}

async function accessClosable(
  platform: Platform,
  account: Account,
  id: string,
): Promise<Post & { mine: boolean }> {
  const question = await accessPost(platform, account, id);
  if (question.kind !== 'question') throw new NotFound('There is no such question.');
  if (!question.mine && !isModerator(account))
    throw new Forbidden('Only its asker or a moderator can do this.');
  if (question.locked && !isModerator(account)) throw new Forbidden('A moderator has locked this question.');
  return question;
}
