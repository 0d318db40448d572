import type { RawForm } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { accessOpenQuestion } from '../answers/answers.ts';
import { findSignature } from '../bylines/authors.ts';
import type { BylineChoice } from '../bylines/bylines.ts';
import { requireRung } from '../bylines/rungs.ts';
import { accessOpenPost } from '../comments/comments.ts';
import { listTopicIds, requireTopics } from '../topics/topics.ts';
import { keepWaiting } from './waiting-posts.ts';
import { shallWait } from './when.ts';

interface Written {
  fields: RawForm;
  /** "usual", "later", "now", or empty. */
  publish: string;
  byline: BylineChoice;
}

/** True where the question waits for its moment now; false where it is to appear at once. Throws as asking does. */
export async function askLater(
  platform: Platform,
  account: Account,
  { topics, ...written }: Written & { topics: readonly string[] },
): Promise<boolean> {
  const topicIds = (await requireTopics(platform.db, topics)).map(({ id }) => id);
  if (!(await shallWait(platform.db, { ...written, topicIds }))) return false;
  await requireRung(platform, platform.db, account, written.byline);
  await keepWaiting(platform, account, { kind: 'question', on: null, fields: written.fields });
  return true;
}

/** The same for an answer or a comment. */
export async function replyLater(
  platform: Platform,
  account: Account,
  { kind, on, ...written }: Written & { kind: 'answer' | 'comment'; on: string },
): Promise<boolean> {
  const access = { answer: accessOpenQuestion, comment: accessOpenPost }[kind];
  const { threadId } = await access(platform, account, on);
  const topicIds = await listTopicIds(platform.db, threadId);
  if (!(await shallWait(platform.db, { ...written, topicIds }))) return false;
  const signature = await findSignature(platform, platform.db, account, threadId);
  if (signature?.profileId) return false;
  if (!signature) await requireRung(platform, platform.db, account, written.byline);
  await keepWaiting(platform, account, { kind, on, fields: written.fields });
  return true;
}
