import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { ReadCaptions } from '../captions/cue.ts';
import { troubleWords } from '../captions/read-captions.ts';
import { putChapters } from '../captions/saving-chapters.ts';
import { putCaptions } from '../captions/tracks.ts';
import type { TransferPlatform } from './context.ts';
import type { Plan } from './plan-threads.ts';
import { quote } from './quote.ts';
import type { Recording } from './recordings.ts';
import type { StoredFile } from './stored-files.ts';
import type { Verdicts } from './tally.ts';

interface VideoRow {
  id: string;
  original: string | null;
  now: Date;
}

const insertVideo = statement<VideoRow, never>('importVideo')`
  insert into videos (id, thread_id, profile_id, state, reason, original, touched_at)
  select threads.id, threads.id, posts.profile_id,
    case when ${'original'}::text is null then 'refused' else 'waiting' end,
    case when ${'original'}::text is null then 'The file of this video did not come with it.' else '' end,
    ${'original'}, ${'now'}
  from threads join posts on posts.id = threads.id where threads.id = ${'id'}
  on conflict (id) do nothing`;

// What was made here of an earlier file, and was exported, is no other film.
const updateFile = statement<VideoRow & { hash: string }, never>('importVideoFile')`
  update videos set state = 'waiting', reason = '', attempts = 0, progress = 0, original = ${'original'}, touched_at = ${'now'}
  where id = ${'id'} and file_hash is distinct from ${'hash'}`;

const deleteSpeakers = statement<{ id: string }, never>('deleteImportedSpeakers')`
  delete from speakers where video_id = ${'id'}`;

const insertSpeakers = statement<{ id: string; speakers: string[] }, never>('insertImportedSpeakers')`
  insert into speakers (video_id, position, profile_id)
  select ${'id'}, min(position), speaker from unnest(${'speakers'}::text[]) with ordinality as named (speaker, position)
  group by speaker`;

/** Makes what a video has besides its thread agree with its record; workers find its file in their turn. */
export async function putVideos(
  platform: TransferPlatform,
  tx: Tx,
  plans: readonly Plan[],
  verdicts: Verdicts,
): Promise<void> {
  for (const { place, row, known, spoken } of plans) {
    const { id, recording } = row;
    if (!recording) continue;
    const now = platform.clock.now();
    const before = known?.recording ?? null;
    const original = storedName(recording.file);
    await insertVideo(tx, { id, original, now });
    if (original && original !== storedName(before?.file))
      await updateFile(tx, { id, original, hash: original.replace(/\..*$/, ''), now });
    await deleteSpeakers(tx, { id });
    await insertSpeakers(tx, { id, speakers: recording.speakers });
    await putChapters(tx, id, chaptersOf(recording));
    for (const { lang, file } of recording.captions) {
      const name = storedName(file);
      const earlier = before?.captions.find((caption) => caption.lang === lang)?.file;
      const read = spoken.get(lang);
      if (!read || name === storedName(earlier)) continue;
      const trouble = await putTrack(platform, tx, { videoId: id, lang, read });
      if (trouble) verdicts.note(place, `the captions in ${quote(lang)} were left out. ${trouble}`);
    }
  }
}

function storedName(file: StoredFile | null | undefined): string | null {
  return file && 'stored' in file ? file.stored : null;
}

function chaptersOf({ chapters }: Recording): { startsMs: number; title: string }[] {
  const byTime = new Map(chapters.map(({ at, title }) => [Math.round(at * 1000), title]));
  return [...byTime].map(([startsMs, title]) => ({ startsMs, title }));
}

const langPattern = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** What is wrong with them, in sentences, or null. */
async function putTrack(
  { random }: TransferPlatform,
  tx: Tx,
  { videoId, lang, read }: { videoId: string; lang: string; read: ReadCaptions },
): Promise<string | null> {
  if (!langPattern.test(lang)) return 'Their language is no short code, such as “en” or “pt-BR”.';
  const { cues, troubles } = read;
  if (troubles.length > 0) return troubleWords(troubles);
  await putCaptions({ random }, tx, { videoId, lang, source: 'import', cues });
  return null;
}
