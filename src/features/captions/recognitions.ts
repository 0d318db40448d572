import { Conflict, NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

export const recogniseJob = 'recognise-words';

const putRequest = statement<{ videoId: string; now: Date }, { videoId: string }>('requestRecognition')`
  insert into recognitions (video_id, touched_at)
  select id, ${'now'} from videos
  where id = ${'videoId'} and state = 'ready' and has_audio and not is_written_down(id)
  on conflict (video_id) do update
    set state = 'waiting', run = null, reason = '', attempts = 0, touched_at = excluded.touched_at
  returning video_id as "videoId"`;

/**
 * Has the words of a video written down by the recogniser of the settings, where there is one, something is to be heard,
 * and nobody has written them down. Whoever works at it already is not waited for.
 */
export async function requestRecognition(platform: Platform, tx: Tx, videoId: string): Promise<boolean> {
  const { config, clock, jobs } = platform;
  if (!config.recogniser) return false;
  const requested = await putRequest(tx, { videoId, now: clock.now() });
  if (requested.length > 0) await jobs.send(tx, recogniseJob, {}, { key: 'once' });
  return requested.length > 0;
}

export interface WordsState {
  /** What comes of a machine's work; null where none was asked for. */
  recognition: { state: 'waiting' | 'working' | 'failed'; reason: string } | null;
  isWrittenDown: boolean;
  /** A machine has, in the language that is spoken. */
  isRecognised: boolean;
  hasAudio: boolean;
}

const findState = statement<{ videoId: string }, WordsState>('findWordsState')`
  select is_written_down(videos.id) as "isWrittenDown", has_audio as "hasAudio",
    (
      select jsonb_build_object('state', state, 'reason', reason) from recognitions where video_id = videos.id
    ) as recognition,
    exists (
      select from caption_tracks
      where video_id = videos.id and source = 'recogniser' and lang = videos.language and kind <> 'descriptions'
    ) as "isRecognised"
  from videos where id = ${'videoId'} and state = 'ready'`;

/** What the author of a video is told of its words. */
export type WordsNews =
  { is: 'recognising' | 'recognised' | 'missing' } | { is: 'failed'; reason: string } | null;

/** Null where there is nothing to tell: it has no sound, a person has written them down, no machine is there to. */
export async function findWordsNews(
  { db, config }: Pick<Platform, 'config'> & { db: Queryable },
  videoId: string,
): Promise<WordsNews> {
  const [words] = await findState(db, { videoId });
  if (!words || words.isWrittenDown) return null;
  const { recognition, isRecognised, hasAudio } = words;
  const asked = config.recogniser ? recognition : null;
  if (asked) return asked.state === 'failed' ? { is: 'failed', reason: asked.reason } : { is: 'recognising' };
  if (isRecognised) return { is: 'recognised' };
  return config.recogniser && hasAudio ? { is: 'missing' } : null;
}

/** Its author asks for it. Throws Conflict where it is under way or nothing is to be done, NotFound without a recogniser. */
export async function requestRecognitionAgain(platform: Platform, videoId: string): Promise<void> {
  if (!platform.config.recogniser) throw new NotFound('Words are not recognised on this site.');
  const news = await findWordsNews(platform, videoId);
  const isMissing = news?.is === 'missing' || news?.is === 'failed';
  const requested =
    isMissing && (await platform.db.transaction((tx) => requestRecognition(platform, tx, videoId)));
  if (!requested) throw new Conflict('The words of this video are there, or are being recognised already.');
}
