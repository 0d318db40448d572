import { z } from 'zod';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { slugify } from '../../platform/text.ts';
import type { Account } from '../accounts/accounts.ts';
import { newSignature } from '../bylines/authors.ts';
import { anchorQuestion } from '../moments/citing.ts';
import { momentField } from '../moments/moment.ts';
import { enqueueWord } from '../notifications/word.ts';
import { bodyField, bylineField, titleField, tldrField, topicsField } from '../posts/fields.ts';
import { insertPost, postTime, rememberOwnPost } from '../posts/posts.ts';
import { publishNew } from '../posts/publishing.ts';
import { requireTopics } from '../topics/topics.ts';

export const questionSchema = z.strictObject({
  title: titleField,
  tldr: tldrField.default(''),
  body: bodyField,
  topics: topicsField,
  byline: bylineField,
  moment: momentField.optional(),
});

export type QuestionInput = z.output<typeof questionSchema>;

const insertThread = statement<
  { id: string; title: string; slug: string; tldr: string; topicIds: string[] },
  never
>('insertQuestion')`
  with thread as (
    insert into threads (id, kind, title, slug, tldr)
    values (${'id'}, 'question', ${'title'}, ${'slug'}, ${'tldr'})
  )
  insert into thread_topics (thread_id, topic_id, position)
  select ${'id'}, topic_id, position from unnest(${'topicIds'}::text[]) with ordinality as chosen (topic_id, position)`;

/**
 * Asks; returns the address's parts. `claim` comes first in the same transaction. Throws Invalid when a topic is not
 * there.
 */
export async function askQuestion(
  platform: Platform,
  account: Account,
  input: QuestionInput,
  claim?: (tx: Tx) => Promise<void>,
): Promise<{ id: string; slug: string }> {
  const { title, tldr, moment } = input;
  const topics = await requireTopics(platform.db, input.topics);
  const topicIds = topics.map((topic) => topic.id);
  const id = newId(platform.random);
  const slug = slugify(title);
  await platform.db.transaction(async (tx: Tx) => {
    await claim?.(tx);
    await insertThread(tx, { id, title, slug, tldr, topicIds });
    const signature = await newSignature(platform, tx, { account, threadId: id, choice: input.byline });
    const at = postTime(platform, signature);
    const cited = await insertPost(tx, {
      id,
      threadId: id,
      kind: 'question',
      onId: null,
      body: input.body,
      at,
      ...signature,
    });
    const video = moment ? await anchorQuestion(tx, id, moment) : null;
    const videos = video ? [video.videoId, ...cited] : cited;
    await publishNew(platform, tx, { threadId: id, lists: topicIds, videos });
    if (video?.profileId) {
      const told = [{ id: video.videoId, authorId: null, profileId: video.profileId }];
      await enqueueWord(platform, tx, { reply: { id, ...signature }, told });
    }
    await rememberOwnPost(platform, tx, account, id);
  });
  return { id, slug };
}
