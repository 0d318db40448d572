import { z } from 'zod';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { slugify } from '../../platform/text.ts';
import type { Account } from '../accounts/accounts.ts';
import { signatureFor } from '../bylines/authors.ts';
import { bodyField, bylineField, titleField, tldrField, topicsField } from '../posts/fields.ts';
import { insertPost, postTime, rememberOwnPost } from '../posts/posts.ts';
import { publish } from '../posts/publishing.ts';
import { requireTopics, setThreadTopics } from '../topics/topics.ts';

export const questionSchema = z.strictObject({
  title: titleField,
  tldr: tldrField.default(''),
  body: bodyField,
  topics: topicsField,
  byline: bylineField,
});

export type QuestionInput = z.output<typeof questionSchema>;

const insertThread = statement<{ id: string; title: string; slug: string; tldr: string }, never>(
  'insertQuestion',
)`
  insert into threads (id, kind, title, slug, tldr)
  values (${'id'}, 'question', ${'title'}, ${'slug'}, ${'tldr'})`;

/** Asks; returns the address's parts. Throws Invalid when a topic is not there. */
export async function askQuestion(
  platform: Platform,
  account: Account,
  input: QuestionInput,
): Promise<{ id: string; slug: string }> {
  const topics = await requireTopics(platform.db, input.topics);
  const id = newId(platform.random);
  const slug = slugify(input.title);
  await platform.db.transaction(async (tx: Tx) => {
    await insertThread(tx, { id, title: input.title, slug, tldr: input.tldr });
    const signature = await signatureFor(platform, tx, { account, threadId: id, choice: input.byline });
    const at = postTime(platform, signature);
    await insertPost(tx, {
      id,
      threadId: id,
      kind: 'question',
      onId: null,
      body: input.body,
      at,
      ...signature,
    });
    await setThreadTopics(tx, id, topics);
    await rememberOwnPost(platform, tx, account, id);
    await publish(platform, tx, { threadId: id, postId: id });
  });
  return { id, slug };
}
