import { momentUrl, urls } from '../../urls.ts';
import type { StoredCue } from '../captions/tracks.ts';
import { authorLd, ldContext, timeLd } from '../posts/json-ld.ts';
import type { LdSite } from '../posts/json-ld.ts';
import { describeThread } from '../posts/thread-json-ld.ts';
import type { ThreadPage } from '../posts/thread-page.ts';
import type { Playable, VideoRow } from './watch-video.ts';

interface Described {
  thread: ThreadPage;
  video: VideoRow;
  playable: Playable | null;
  cues: readonly StoredCue[];
}

/** As much of what is said as search engines read. */
const transcriptLength = 20_000;

/** The video for search engines: schema.org's VideoObject, its chapters as Clips, by Google's rules for videos. */
export function videoJsonLd({ thread, video, playable, cues }: Described, site: LdSite): object {
  const [root] = thread.posts;
  if (!root || root.removedBy !== null) return {};
  const address = (path: string | null) => (path === null ? undefined : site.baseUrl + path);
  const { durationMs } = video;
  return {
    '@context': ldContext,
    '@type': 'VideoObject',
    name: thread.title,
    description: describeThread(thread),
    url: site.baseUrl + urls.video(thread),
    uploadDate: timeLd(root.at, root),
    author: authorLd(root, site),
    inLanguage: video.language,
    isAccessibleForFree: video.audience === 'everybody',
    ...(durationMs === null ? {} : { duration: isoDuration(durationMs) }),
    ...(video.audience === 'everybody' && playable
      ? { thumbnailUrl: address(playable.poster), contentUrl: address(playable.file) }
      : {}),
    ...(cues.length > 0 ? { transcript: transcriptOf(cues) } : {}),
    ...(video.chapters.length > 0 ? { hasPart: clipsOf(thread, video, site) } : {}),
    commentCount: thread.posts.filter(({ kind, removedBy }) => kind === 'comment' && removedBy === null)
      .length,
  };
}

function clipsOf(thread: ThreadPage, { chapters, durationMs }: VideoRow, site: LdSite): object[] {
  return chapters.map(({ startsMs, title }, place) => ({
    '@type': 'Clip',
    name: title,
    startOffset: startsMs / 1000,
    endOffset: (chapters[place + 1]?.startsMs ?? durationMs ?? startsMs) / 1000,
    url: site.baseUrl + momentUrl(thread, startsMs),
  }));
}

function transcriptOf(cues: readonly StoredCue[]): string {
  return cues
    .map(({ text }) => text.replaceAll('\n', ' '))
    .join(' ')
    .slice(0, transcriptLength);
}

/** ISO 8601: "PT1H2M3S". */
function isoDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`;
}
