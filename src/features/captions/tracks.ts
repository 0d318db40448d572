import { z } from 'zod';
import { Invalid, NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';
import { findMomentsAgain } from '../moments/finding-again.ts';
import { lockThreadRow, publish } from '../posts/publishing.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import { accessAnyVideo, accessEditableVideo } from '../videos/watch-access.ts';
import type { Cue } from './cue.ts';
import { findParagraphs } from './paragraphs.ts';
import { readCaptions, troubleWords } from './read-captions.ts';

export const trackKinds = ['captions', 'subtitles', 'descriptions'] as const;

export interface Track {
  id: string;
  lang: string;
  kind: (typeof trackKinds)[number];
  revision: number;
  /** Who has written it down: a machine, where it is 'recogniser'; once a person has corrected that, 'author'. */
  source: 'author' | 'import' | 'recogniser';
}

export interface StoredCue extends Cue {
  position: number;
  beginsParagraph: boolean;
}

export const langField = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/,
    'Name the language by its short form, such as “en” or “pt-BR”.',
  );

const putTrack = statement<
  { id: string; videoId: string; lang: string; kind: string; source: string },
  { id: string }
>('putCaptionTrack')`
  insert into caption_tracks (id, video_id, lang, kind, source)
  values (${'id'}, ${'videoId'}, ${'lang'}, ${'kind'}, ${'source'})
  on conflict (video_id, lang, kind) do update set source = excluded.source, revision = caption_tracks.revision + 1
  returning id`;

const clearCues = statement<{ trackId: string }, never>('clearCues')`
  delete from cues where track_id = ${'trackId'}`;

const insertCues = statement<{ trackId: string; cues: string }, never>('insertCues')`
  insert into cues (track_id, position, starts_ms, ends_ms, text, speaker, begins_paragraph)
  select ${'trackId'}, position, starts, ends, text, speaker, begins
  from jsonb_to_recordset(${'cues'}::jsonb)
    as given (position integer, starts integer, ends integer, text text, speaker text, begins boolean)`;

/** Puts the words of one language in place of what was there, and finds the moments again that hang on them. */
export async function putCaptions(
  platform: Pick<Platform, 'random'>,
  tx: Tx,
  track: {
    videoId: string;
    lang: string;
    kind?: Track['kind'];
    source: Track['source'];
    cues: readonly Cue[];
  },
): Promise<string> {
  const { videoId, lang, kind = 'captions', source, cues } = track;
  const { id: trackId } = one(
    await putTrack(tx, { id: newId(platform.random), videoId, lang, kind, source }),
  );
  await clearCues(tx, { trackId });
  const begins = findParagraphs(cues);
  const rows = cues.map(({ startsMs: starts, endsMs: ends, text, speaker }, position) => {
    return { position, starts, ends, text, speaker, begins: begins[position] };
  });
  await insertCues(tx, { trackId, cues: JSON.stringify(rows) });
  await findMomentsAgain(tx, { videoId, trackId, cues });
  return trackId;
}

/** What an author has pasted or sent, as WebVTT or SRT. Throws Invalid with the lines that cannot be read. */
export async function saveCaptions(
  platform: Platform,
  account: Account,
  { videoId, lang, kind, source }: { videoId: string; lang: string; kind: Track['kind']; source: string },
): Promise<void> {
  await accessEditableVideo(platform, account, videoId);
  const { cues, troubles } = readCaptions(source);
  if (troubles.length > 0) throw new Invalid({ captions: troubleWords(troubles) });
  await platform.db.transaction(async (tx) => {
    await changeWords(platform, tx, videoId, async () => {
      await putCaptions(platform, tx, { videoId, lang, kind, source: 'author', cues });
    });
  });
}

const deleteTrack = statement<{ id: string; videoId: string }, { id: string }>('deleteCaptionTrack')`
  delete from caption_tracks where id = ${'id'} and video_id = ${'videoId'} returning id`;

export async function removeCaptions(
  platform: Platform,
  account: Account,
  { videoId, trackId }: { videoId: string; trackId: string },
): Promise<void> {
  await accessEditableVideo(platform, account, videoId);
  await platform.db.transaction(async (tx) => {
    await changeWords(platform, tx, videoId, async () => {
      const gone = await deleteTrack(tx, { id: trackId, videoId });
      if (gone.length === 0) throw new NotFound('There are no such captions.');
    });
  });
}

const lockDraft = statement<{ id: string }, never>('lockWordsOfDraft')`
  select from videos where id = ${'id'} and thread_id is null for update`;

/**
 * Around every change to what is said in a video or how it is divided: two that come at once take turns, and its pages
 * and the search show the change, where it is published.
 */
export async function changeWords(
  platform: Platform,
  tx: Tx,
  videoId: string,
  change: () => Promise<void>,
): Promise<void> {
  await lockDraft(tx, { id: videoId });
  await lockThreadRow(tx, videoId);
  await change();
  await publish(platform, tx, { threadId: videoId, postId: videoId });
}

const findTrack = statement<{ id: string }, Track & { videoId: string }>('findCaptionTrack')`
  select id, video_id as "videoId", lang, kind, revision, source from caption_tracks where id = ${'id'}`;

/** One track of a video that this viewer may watch, or has made. */
export async function accessTrack(
  platform: Platform,
  account: Account | null,
  id: string,
): Promise<{ track: Track; video: AccessedVideo }> {
  const [row] = await findTrack(platform.db, { id });
  if (!row) throw new NotFound('There are no such captions.');
  const { videoId, ...track } = row;
  return { track, video: await accessAnyVideo(platform, account, videoId) };
}

const findTracks = statement<{ videoId: string }, Track>('findCaptionTracks')`
  select caption_tracks.id, lang, kind, revision, source
  from caption_tracks join videos on videos.id = caption_tracks.video_id
  where video_id = ${'videoId'} order by lang = videos.language desc, kind, lang`;

/** The one that the transcript is read from comes first. */
export async function listTracks(db: Queryable, videoId: string): Promise<Track[]> {
  return await findTracks(db, { videoId });
}

const findCues = statement<{ trackId: string }, StoredCue>('findCues')`
  select position, starts_ms as "startsMs", ends_ms as "endsMs", text, speaker, begins_paragraph as "beginsParagraph"
  from cues where track_id = ${'trackId'} order by position`;

export async function listCues(db: Queryable, trackId: string): Promise<StoredCue[]> {
  return await findCues(db, { trackId });
}
