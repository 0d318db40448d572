import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { SpokenCue } from './same-words.ts';
import { findWords } from './same-words.ts';

const findAnchored = statement<
  { videoId: string; trackId: string },
  { postId: string; atMs: number; words: string; asked: boolean }
>('findAnchoredMoments')`
  select post_id as "postId", at_ms as "atMs", words, asked from moments
  where video_id = ${'videoId'} and words <> '' and ${'trackId'} = (
    select caption_tracks.id from caption_tracks join videos on videos.id = caption_tracks.video_id
    where video_id = ${'videoId'} and kind <> 'descriptions' order by lang = videos.language desc, kind, lang limit 1
  )`;

const moveMoment = statement<{ postId: string; videoId: string; atMs: number; newMs: number }, never>(
  'moveMoment',
)`
  update moments set at_ms = ${'newMs'}
  where post_id = ${'postId'} and video_id = ${'videoId'} and at_ms = ${'atMs'} and not exists (
    select from moments where post_id = ${'postId'} and video_id = ${'videoId'} and at_ms = ${'newMs'}
  )`;

/** After the words of the transcript were replaced: moments go where what was said there is said now. */
export async function findMomentsAgain(
  tx: Tx,
  { videoId, trackId, cues }: { videoId: string; trackId: string; cues: readonly SpokenCue[] },
): Promise<void> {
  for (const { postId, atMs, words } of await findAnchored(tx, { videoId, trackId })) {
    const cue = findWords(words, atMs, cues);
    if (cue && !isNear(atMs, cue)) await moveMoment(tx, { postId, videoId, atMs, newMs: cue.startsMs });
  }
}

const slack = 2000;

/** Asked while it was being said, or just around it: then it is where it was. */
function isNear(atMs: number, { startsMs, endsMs }: SpokenCue): boolean {
  return atMs >= startsMs - slack && atMs <= endsMs + slack;
}
