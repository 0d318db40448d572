import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import { accessAnyVideo } from '../videos/watch-access.ts';
import type { Track } from './tracks.ts';
import { listTracks } from './tracks.ts';

/** A track by the language that it is in, of a video that this viewer may watch or has made. Throws NotFound. */
export async function accessTrackOfVideo(
  platform: Platform,
  account: Account | null,
  { videoId, lang, kind }: { videoId: string; lang: string; kind: Track['kind'] },
): Promise<{ track: Track; video: AccessedVideo }> {
  const video = await accessAnyVideo(platform, account, videoId);
  const tracks = await listTracks(platform.db, videoId);
  const track = tracks.find((each) => each.lang === lang && each.kind === kind);
  if (!track) throw new NotFound('There are no such captions.');
  return { track, video };
}
