import { NotFound } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { authorIds } from '../bylines/authors.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import type { RemovedBy } from '../posts/posts.ts';
import type { ShownPost } from '../posts/thread-page.ts';
import type { Ama } from './amas.ts';
import { findAma } from './amas.ts';
import type { CardCounts, QuestionCard } from './cards.ts';
import { countCards, listCards } from './cards.ts';
import type { Recording } from './recording.ts';
import { findRecording } from './recording.ts';
import { stateAt } from './states.ts';

/** An AMA's own post, and what stands around it. */
export interface AmaRoot {
  post: ShownPost;
  /** The source of its text: its bullets become what one may ask. */
  body: string;
  topics: { id: string; slug: string; name: string }[];
}

/** Everything on an AMA's page that is the same for all who read it. */
export interface AmaThread {
  ama: Ama;
  root: AmaRoot;
  recording: Recording | null;
  counts: CardCounts;
  /** What is being answered, first in the queue too. */
  answering: QuestionCard | null;
  queued: QuestionCard[];
  answered: QuestionCard[];
  /** The numbered page of answered questions, and of waiting ones. */
  page: number;
  pages: number;
}

const findRoot = statement<{ id: string }, { root: AmaRoot }>('findAmaRoot')`
  select jsonb_build_object('body', posts.body,
    'topics', coalesce((
      select jsonb_agg(jsonb_build_object('id', topics.id, 'slug', topics.slug, 'name', topics.name) order by position)
      from thread_topics join topics on topics.id = thread_topics.topic_id where thread_topics.thread_id = posts.id
    ), '[]'),
    'post', jsonb_build_object(
      'id', posts.id, 'kind', posts.kind, 'onId', null, 'bodyHtml', posts.body_html,
      'authorId', encode(posts.author_id, 'hex'), 'profileId', posts.profile_id,
      'at', posts.at, 'editedAt', posts.edited_at, 'up', posts.up, 'down', posts.down,
      'accepted', false, 'removedBy', null, 'removalReason', '', 'moments', '[]'::jsonb,
      'level', authors.level, 'role', authors.role, 'nativeLevel', authors.native_level,
      'company', authors.company, 'handle', authors.handle,
      'name', profiles.name, 'profileSlug', profiles.slug, 'title', profiles.title, 'portrait', profiles.portrait_id
    )) as root
  from public_posts as posts
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where posts.id = ${'id'} and posts.kind = 'ama'`;

/** So many questions stand on one page, waiting and answered each. */
const pageSize = 50;

/** The AMA with a page of its questions. Throws NotFound, also for a page that it does not have. */
export async function accessAmaThread(platform: Platform, id: string, page = 1): Promise<AmaThread> {
  const stored = await findAma(platform.db, id);
  const [found] = stored ? await findRoot(platform.db, { id }) : [];
  if (!stored || !found) throw new NotFound('There is no such AMA. It may have been taken down.');
  const counts = await countCards(platform.db, id);
  // Right to the second, though a job moves it a little later.
  const state = stateAt({ ...stored, open: counts.queued + counts.held }, platform.clock.now());
  const ama = { ...stored, state };
  const pages = Math.max(1, Math.ceil(Math.max(counts.queued, counts.answered) / pageSize));
  if (page > pages) throw new NotFound('There is no such page.');
  const place = { limit: pageSize, offset: (page - 1) * pageSize };
  const [recording, queued, answered] = await Promise.all([
    ama.recordingId ? findRecording(platform.db, id) : null,
    listCards(platform.db, id, { which: 'queued', ...place }),
    listCards(platform.db, id, { which: 'answered', newestFirst: ama.state === 'live', ...place }),
  ]);
  const answering = [...queued, ...answered].find((card) => card.id === ama.answeringId) ?? null;
  return { ama, root: found.root, recording, counts, answering, queued, answered, page, pages };
}

/** A question of one's own, in whatever state. */
export interface OwnQuestion extends BylineRow {
  id: string;
  authorId: string | null;
  profileId: string | null;
  bodyHtml: string;
  state: 'held' | 'queued' | 'answered' | 'dismissed' | 'merged';
  reason: string;
  removedBy: RemovedBy | null;
}

const findOwn = statement<{ amaId: string; authorIds: Buffer[]; profileId: string | null }, OwnQuestion>(
  'findOwnAmaQuestions',
)`
  select posts.id, encode(posts.author_id, 'hex') as "authorId", posts.profile_id as "profileId",
    posts.body_html as "bodyHtml",
    case when state = 'queued' and is_ama_answered(posts.id) then 'answered' else state end as state,
    coalesce(removals.reason, '') as reason, removals.by as "removedBy",
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title, profiles.portrait_id as portrait
  from ama_questions join posts on posts.id = ama_questions.post_id
  left join removals on removals.post_id = posts.id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where ama_questions.thread_id = ${'amaId'}
    and (posts.author_id = any (${'authorIds'}::bytea[]) or posts.profile_id = ${'profileId'})
  order by posts.at, posts.id`;

/** What this account asked in the AMA, for itself alone. */
export async function listOwnQuestions(
  platform: Platform,
  account: Account,
  amaId: string,
): Promise<OwnQuestion[]> {
  const own = authorIds(platform, account.id, amaId);
  return await findOwn(platform.db, { amaId, authorIds: own, profileId: account.profile?.id ?? null });
}
