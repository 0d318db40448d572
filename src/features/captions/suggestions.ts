import { Conflict, NotFound } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import { accessEditableVideo } from '../videos/watch-access.ts';
import { applyChanges } from './corrections.ts';

/** What a reader would have a cue say. Nobody is told who. */
export interface Suggestion {
  id: string;
  lang: string;
  startsMs: number;
  was: string;
  becomes: string;
  /** The cue says something else by now. */
  outdated: boolean;
}

const findSuggestions = statement<{ videoId: string }, Suggestion>('findCaptionSuggestions')`
  select caption_suggestions.id, lang, starts_ms as "startsMs", was, becomes,
    not exists (
      select from cues where cues.track_id = caption_tracks.id and cues.starts_ms = caption_suggestions.starts_ms and cues.text = was
    ) as outdated
  from caption_suggestions join caption_tracks on caption_tracks.id = track_id
  where video_id = ${'videoId'} order by lang, starts_ms, caption_suggestions.id limit 200`;

/** What was suggested for a video, for those who may change it. */
export async function accessSuggestions(
  platform: Platform,
  account: Account,
  videoId: string,
): Promise<{ video: AccessedVideo; suggestions: Suggestion[] }> {
  const video = await accessEditableVideo(platform, account, videoId);
  return { video, suggestions: await findSuggestions(platform.db, { videoId }) };
}

const findSuggestion = statement<
  { id: string },
  { videoId: string; trackId: string; startsMs: number; was: string; becomes: string }
>('findCaptionSuggestion')`
  select video_id as "videoId", track_id as "trackId", starts_ms as "startsMs", was, becomes
  from caption_suggestions join caption_tracks on caption_tracks.id = track_id where caption_suggestions.id = ${'id'}`;

const deleteSuggestion = statement<{ id: string }, { id: string }>('deleteCaptionSuggestion')`
  delete from caption_suggestions where id = ${'id'} returning id`;

/** Takes a suggestion over or puts it away. Throws Conflict where the words have changed since it was made. */
export async function decideSuggestion(
  platform: Platform,
  account: Account,
  { id, accept }: { id: string; accept: boolean },
): Promise<{ video: AccessedVideo }> {
  const [suggestion] = await findSuggestion(platform.db, { id });
  const nothing = 'There is no such suggestion.';
  if (!suggestion) throw new NotFound(nothing);
  const { videoId, trackId, ...change } = suggestion;
  const video = await accessEditableVideo(platform, account, videoId);
  const putAway = async (tx: Tx) => {
    if ((await deleteSuggestion(tx, { id })).length === 0)
      throw new Conflict('Somebody has decided on it already.');
  };
  if (accept) await applyChanges(platform, { trackId, videoId, changes: [change] }, putAway);
  else await platform.db.transaction(putAway);
  return { video };
}
