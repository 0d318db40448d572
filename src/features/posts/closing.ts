import { Forbidden, NotFound } from '../../errors.ts';
import { onGrid } from '../../platform/clock.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import type { Post } from './posts.ts';
import { accessPost } from './posts.ts';
import { lockThreadRow, publish } from './publishing.ts';

const closeThread = statement<
  { threadId: string; reason: string; by: 'asker' | 'moderator'; at: Date },
  never
>('closeThread')`
  insert into closures (thread_id, reason, by, at) values (${'threadId'}, ${'reason'}, ${'by'}, ${'at'})
  on conflict (thread_id) do nothing`;

const reopenThread = statement<{ threadId: string; asModerator: boolean }, { by: string }>('reopenThread')`
  delete from closures where thread_id = ${'threadId'} and (by = 'asker' or ${'asModerator'}) returning by`;

/** Closes a question for new answers, with a reason that readers see. By its asker or a moderator. */
export async function closeQuestion(
  platform: Platform,
  account: Account,
  { id, reason }: { id: string; reason: string },
): Promise<Post> {
  const question = await accessClosable(platform, account, id);
  const by = question.mine ? 'asker' : 'moderator';
  await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, id);
    await closeThread(tx, { threadId: id, reason, by, at: onGrid(platform.clock.now()) });
    await publish(platform, tx, { threadId: id });
  });
  return question;
}

/** Opens it again. What a moderator closed, only a moderator opens. */
export async function reopenQuestion(platform: Platform, account: Account, id: string): Promise<Post> {
  const question = await accessClosable(platform, account, id);
  await platform.db.transaction(async (tx) => {
    await lockThreadRow(tx, id);
    const reopened = await reopenThread(tx, { threadId: id, asModerator: isModerator(account) });
    if (reopened.length === 0 && question.closed)
      throw new Forbidden('A moderator has closed this question.');
    await publish(platform, tx, { threadId: id });
  });
  return question;
}

async function accessClosable(
  platform: Platform,
  account: Account,
  id: string,
): Promise<Post & { mine: boolean }> {
  const question = await accessPost(platform, platform.db, account, id);
  if (question.kind !== 'question') throw new NotFound('There is no such question.');
  if (!question.mine && !isModerator(account))
    throw new Forbidden('Only its asker or a moderator can do this.');
  return question;
}
