import { Conflict, Forbidden, Refusal } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { describeError } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccount } from '../accounts/accounts.ts';
import { requireActive } from '../accounts/standing.ts';
import { answerQuestion, answerSchema } from '../answers/answers.ts';
import { addComment, commentSchema } from '../comments/comments.ts';
import { discardDraft, saveDraft } from '../drafts/drafts.ts';
import { askQuestion, questionSchema } from '../questions/questions.ts';
import type { WaitingPost } from './waiting-posts.ts';
import { findWaiting, forgetWaiting, listOverdue } from './waiting-posts.ts';

/** Its moment has come. May run twice: only one of them finds it. */
export async function publishWaiting(platform: Platform, key: string): Promise<void> {
  const post = await findWaiting(platform, Buffer.from(key, 'hex'));
  const account = post && (await findAccount(platform, post.accountId));
  if (post && account) await publishNow(platform, account, post);
  else if (post) await forgetWaiting(platform.db, post.key);
}

/** Lets it appear. What can no longer be posted becomes a draft again. */
export async function publishNow(platform: Platform, account: Account, post: WaitingPost): Promise<void> {
  if (post.windowOf !== null) throw new Forbidden('It appears with the others of its window.');
  try {
    await requireActive(platform, account);
    await publish(platform, account, post);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await takeBack(platform, account, post);
  }
}

/** It becomes a draft again, before it appears; nothing happens where it has appeared meanwhile. */
export async function takeBack(platform: Platform, account: Account, post: WaitingPost): Promise<void> {
  const { kind, on, fields, key } = post;
  const draft = await saveDraft(platform, account, { id: '', version: 0, kind, on, fields });
  const taken = await forgetWaiting(platform.db, key);
  if (!taken && draft.outcome === 'saved') await discardDraft(platform, account, draft.id);
}

async function publish(platform: Platform, account: Account, post: WaitingPost): Promise<void> {
  const { kind, fields, key } = post;
  const on = post.on ?? '';
  const claim = async (tx: Tx) => {
    if (!(await forgetWaiting(tx, key))) throw new Conflict('It is not waiting any more.');
  };
  switch (kind) {
    case 'question':
      return void (await askQuestion(platform, account, questionSchema.parse(fields), claim));
    case 'answer': {
      const answer = { questionId: on, ...answerSchema.parse(fields) };
      return void (await answerQuestion(platform, account, answer, claim));
    }
    case 'comment': {
      const comment = { onId: on, ...commentSchema.parse(fields) };
      return void (await addComment(platform, account, comment, claim));
    }
    case 'amaQuestion':
      throw new Forbidden('It appears with the others of its window.');
  }
}

const grace = 10 * 60_000;

/** Publishes those whose job was lost. One that cannot be stands in nobody else's way, and is tried again. */
export async function sweepWaiting(platform: Platform): Promise<void> {
  const overdue = await listOverdue(platform.db, new Date(platform.clock.now().getTime() - grace));
  for (const key of overdue) {
    try {
      await publishWaiting(platform, key.toString('hex'));
    } catch (error) {
      platform.log.warn({ error: describeError(error) }, 'a post that waits could not be published');
    }
  }
}
