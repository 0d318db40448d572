import { Conflict, Forbidden, Invalid, Outdated } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import type { Account } from '../accounts/accounts.ts';
import { enqueueVideoWord } from '../notifications/video-word.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import { plainCue } from './cue-text.ts';
import { captionLimits } from './cue.ts';
import type { StoredCue, Track } from './tracks.ts';
import { accessTrack, changeWords } from './tracks.ts';

/** How many cues stand on one page of corrections. */
export const atOnce = 12;
const mostSuggestions = 50;

const findStretch = statement<{ trackId: string; from: number; limit: number }, StoredCue>(
  'findStretchOfCues',
)`
  select position, starts_ms as "startsMs", ends_ms as "endsMs", text, speaker, begins_paragraph as "beginsParagraph"
  from cues where track_id = ${'trackId'} and position >= ${'from'} order by position limit ${'limit'}`;

/** Some cues of a track, from a position on, for a viewer who may read them and wants to mend them. */
export async function accessStretch(
  platform: Platform,
  account: Account,
  { trackId, from }: { trackId: string; from: number },
): Promise<{ track: Track; video: AccessedVideo; cues: StoredCue[] }> {
  const { track, video } = await accessCorrectable(platform, account, trackId);
  return { track, video, cues: await findStretch(platform.db, { trackId, from, limit: atOnce }) };
}

async function accessCorrectable(
  platform: Platform,
  account: Account,
  trackId: string,
): Promise<{ track: Track; video: AccessedVideo }> {
  const accessed = await accessTrack(platform, account, trackId);
  if (accessed.video.thread?.locked && !accessed.video.mayEdit)
    throw new Forbidden('A moderator has locked this thread.');
  return accessed;
}

/** What somebody would have cues say, by position. */
export type Wordings = ReadonlyMap<number, string>;

const setText = statement<
  { trackId: string; startsMs: number; was: string; becomes: string },
  { position: number }
>('setCueText')`
  update cues set text = ${'becomes'}
  where track_id = ${'trackId'} and starts_ms = ${'startsMs'} and text = ${'was'} returning position`;

const countChange = statement<{ trackId: string }, never>('countTrackChange')`
  update caption_tracks set revision = revision + 1, source = case source when 'recogniser' then 'author' else source end
  where id = ${'trackId'}`;

const insertSuggestion = statement<
  { id: string; trackId: string; key: Buffer; startsMs: number; was: string; becomes: string },
  never
>('insertCaptionSuggestion')`
  insert into caption_suggestions (id, track_id, suggester_key, starts_ms, was, becomes)
  values (${'id'}, ${'trackId'}, ${'key'}, ${'startsMs'}, ${'was'}, ${'becomes'})`;

const countSuggestions = statement<{ trackId: string; keys: Buffer[] }, { count: number }>(
  'countCaptionSuggestions',
)`
  select count(*)::integer as count from caption_suggestions
  where track_id = ${'trackId'} and suggester_key = any (${'keys'}::bytea[])`;

/**
 * Its author corrects cues at once; anybody else suggests. Tells what came of it. Throws Conflict where the cues were
 * changed since they were read (`revision` counts that), Invalid where a wording cannot be taken.
 */
export async function correctCues(
  platform: Platform,
  account: Account,
  { trackId, revision, wordings }: { trackId: string; revision: number; wordings: Wordings },
): Promise<{ outcome: 'corrected' | 'suggested' | 'same'; video: AccessedVideo }> {
  const { track, video } = await accessCorrectable(platform, account, trackId);
  if (track.revision !== revision)
    throw new Outdated('These words were changed in the meantime. Compare before you correct them.');
  const changes = await findChanges(platform.db, trackId, wordings);
  if (changes.length === 0) return { outcome: 'same', video };
  if (video.mayEdit) {
    await applyChanges(platform, { trackId, videoId: video.id, changes });
    return { outcome: 'corrected', video };
  }
  const keyOf = [account.id, trackId];
  const keys = platform.keys.macs('caption-suggestion', keyOf);
  const [counted] = await countSuggestions(platform.db, { trackId, keys });
  if ((counted?.count ?? 0) + changes.length > mostSuggestions)
    throw new Invalid({
      form: `You have suggested ${mostSuggestions} corrections here. Wait until its author has read them.`,
    });
  await platform.db.transaction(async (tx) => {
    for (const change of changes) {
      const key = platform.keys.mac('caption-suggestion', keyOf);
      await insertSuggestion(tx, { id: newId(platform.random), trackId, key, ...change });
    }
    await enqueueVideoWord(platform, tx, { videoId: video.id, word: 'suggested' });
  });
  return { outcome: 'suggested', video };
}

interface Change {
  startsMs: number;
  was: string;
  becomes: string;
}

async function findChanges(db: Queryable, trackId: string, wordings: Wordings): Promise<Change[]> {
  const from = Math.min(...wordings.keys());
  if (!Number.isFinite(from)) return [];
  const cues = await findStretch(db, { trackId, from, limit: atOnce });
  const errors: Record<string, string> = {};
  const changes = cues.flatMap(({ position, startsMs, text }) => {
    const wording = wordings.get(position);
    const becomes = plainCue(wording ?? '');
    if (wording === undefined || becomes === text) return [];
    if (becomes === '') errors[`cue-${position}`] = 'Something is said here. What is it?';
    if (becomes.length > captionLimits.text)
      errors[`cue-${position}`] = 'This is longer than anybody can read.';
    return [{ startsMs, was: text, becomes }];
  });
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  return changes;
}

/** Changes cues that still say what they said; else Conflict. */
export async function applyChanges(
  platform: Platform,
  { trackId, videoId, changes }: { trackId: string; videoId: string; changes: readonly Change[] },
  alsoDo: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await changeWords(platform, tx, videoId, async () => {
      for (const change of changes) {
        const changed = await setText(tx, { trackId, ...change });
        if (changed.length === 0) throw new Conflict('These words were changed in the meantime.');
      }
      await countChange(tx, { trackId });
      await alsoDo(tx);
    });
  });
}
