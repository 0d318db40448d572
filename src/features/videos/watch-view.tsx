import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { View } from '../../ui/page.ts';
import type { Site } from '../../ui/site.tsx';
import { momentUrl, topicFeed, urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import type { StoredCue } from '../captions/tracks.ts';
import { listCues } from '../captions/tracks.ts';
import { listMomentsOfVideo } from '../moments/moments.ts';
import { tagOf } from '../posts/publishing.ts';
import { describeThread } from '../posts/thread-json-ld.ts';
import type { ThreadPage } from '../posts/thread-page.ts';
import { findThreadPage } from '../posts/thread-page.ts';
import { findThreadViewer } from '../posts/thread-viewer.ts';
import { findNotes } from './video-notes.ts';
import { videoJsonLd } from './watch-json-ld.ts';
import { WatchPage } from './watch-page.tsx';
import { linkTimes } from './watch-times.ts';
import type { VideoRow } from './watch-video.ts';
import { findWatchedVideo, playableOf } from './watch-video.ts';
import { findWatched } from './watched.ts';

export interface WatchInput {
  id: string;
  account: Account | null;
  /** From the address: where to start, and which language to read it in. */
  startSeconds: number | null;
  lang: string | undefined;
}

/** A video's thread, for this viewer. Throws NotFound. */
export async function accessWatched(
  platform: Platform,
  { id, account }: { id: string; account: Account | null },
): Promise<{ thread: ThreadPage; video: VideoRow; isShown: boolean }> {
  const [thread, video] = await Promise.all([
    findThreadPage(platform, { id, kind: 'video', account }),
    findWatchedVideo(platform.db, id),
  ]);
  if (!thread || !video)
    throw new NotFound('There is no such page. It may have been taken down by its author.');
  return { thread, video, isShown: video.audience === 'everybody' || account !== null };
}

/** What is said in it, in this language, else in its own. */
export async function listSaid(
  platform: Platform,
  { tracks }: VideoRow,
  lang: string | undefined,
): Promise<{ track: VideoRow['tracks'][number]; cues: StoredCue[] } | null> {
  const spoken = tracks.filter(({ kind }) => kind !== 'descriptions');
  const track = spoken.find((candidate) => candidate.lang === lang) ?? spoken[0];
  return track ? { track, cues: await listCues(platform.db, track.id) } : null;
}

export async function watchView(
  platform: Platform,
  site: Site,
  input: WatchInput,
): Promise<View & { slug: string }> {
  const { id, account } = input;
  const { thread, video, isShown } = await accessWatched(platform, input);
  const [said, moments, viewer, watched, notes] = await Promise.all([
    isShown ? listSaid(platform, video, input.lang) : null,
    listMomentsOfVideo(platform.db, id),
    account ? findThreadViewer(platform, account, thread) : null,
    account ? findWatched(platform, account, id) : null,
    account ? findNotes(platform, account, id) : '',
  ]);
  const playable = isShown ? playableOf(platform, video) : null;
  const [topic] = thread.topics;
  const path = urls.video(thread);
  const isEditor =
    account?.role === 'admin' || (video.profileId !== null && account?.profile?.id === video.profileId);
  return {
    slug: thread.slug,
    title: thread.title,
    description: describeThread(thread),
    path,
    section: 'videos',
    ogType: 'video.other',
    ...(playable && video.audience === 'everybody' ? { openGraph: openGraphOf(site, video, playable) } : {}),
    // Search engines are not signed in.
    ...(account ? {} : { jsonLd: videoJsonLd({ thread, video, playable, cues: said?.cues ?? [] }, site) }),
    video: playable !== null,
    tags: [
      tagOf.thread(id),
      ...thread.topics.map(({ id: topicId }) => tagOf.topic(topicId)),
      ...video.series.map(({ slug }) => tagOf.series(slug)),
    ],
    ...(topic ? { feed: { href: topicFeed(topic), title: topic.name } } : {}),
    children: (
      <WatchPage
        {...{ video, playable, moments, viewer, watched, path, isShown, isEditor }}
        thread={withTimes(thread, video)}
        notes={notes}
        transcript={said}
        startSeconds={input.startSeconds}
        now={platform.clock.now()}
      />
    ),
  };
}

function withTimes(thread: ThreadPage, { durationMs }: VideoRow): ThreadPage {
  if (durationMs === null) return thread;
  const hrefOf = (atMs: number) => momentUrl(thread, atMs);
  return {
    ...thread,
    posts: thread.posts.map((post) => ({ ...post, bodyHtml: linkTimes(post.bodyHtml, durationMs, hrefOf) })),
  };
}

function openGraphOf(
  site: Site,
  { width, height }: VideoRow,
  { file, fileType, poster }: NonNullable<ReturnType<typeof playableOf>>,
): Record<string, string> {
  const size = width && height ? { 'og:video:width': String(width), 'og:video:height': String(height) } : {};
  return {
    ...(poster ? { 'og:image': site.baseUrl + poster } : {}),
    ...(file ? { 'og:video': site.baseUrl + file, 'og:video:type': fileType, ...size } : {}),
  };
}
