import { Conflict } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { slugify } from '../../platform/text.ts';
import { insertPost, rememberOwnPost } from '../posts/posts.ts';
import { publishNew } from '../posts/publishing.ts';
import { findAccount } from '../accounts/accounts.ts';

interface Draft {
  profileId: string;
  accountId: string | null;
  draft: { title: string; body: string; topics: string[] };
}

const lockDraft = statement<{ id: string }, Draft>('lockVideoDraft')`
  select profile_id as "profileId", draft, profiles.account_id as "accountId"
  from videos join profiles on profiles.id = videos.profile_id
  where videos.id = ${'id'} and videos.thread_id is null and videos.state = 'ready' for update of videos`;

const insertThread = statement<
  { id: string; title: string; slug: string; topics: string[] },
  { topicId: string }
>('insertVideoThread')`
  with thread as (
    insert into threads (id, kind, title, slug) values (${'id'}, 'video', ${'title'}, ${'slug'})
  )
  insert into thread_topics (thread_id, topic_id, position)
  select ${'id'}, topics.id, position
  from unnest(${'topics'}::text[]) with ordinality as chosen (slug, position) join topics on topics.slug = chosen.slug
  returning topic_id as "topicId"`;

const endDraft = statement<{ id: string }, never>('endVideoDraft')`
  update videos set thread_id = id, draft = null where id = ${'id'}`;

/** Makes the thread that everybody sees, under its author's name, of a video that is ready. Throws Conflict for others. */
export async function publishVideo(platform: Platform, tx: Tx, id: string): Promise<void> {
  const [video] = await lockDraft(tx, { id });
  if (!video) throw new Conflict('This video is not ready yet, or it is published already.');
  const { title, body, topics } = video.draft;
  const listed = await insertThread(tx, { id, title, slug: slugify(title), topics });
  await insertPost(tx, {
    ...{ id, threadId: id, kind: 'video', onId: null, body, at: platform.clock.now() },
    ...{ authorId: null, profileId: video.profileId },
  });
  await endDraft(tx, { id });
  await publishNew(platform, tx, { threadId: id, lists: listed.map(({ topicId }) => topicId) });
  const account = video.accountId
    ? await findAccount({ ...platform, db: platform.db }, video.accountId)
    : null;
  if (account) await rememberOwnPost(platform, tx, account, id);
}
