import type { StoredCue, Track } from '../captions/tracks.ts';
import type { MomentOfVideo } from '../moments/moments.ts';
import type { ThreadPage } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';
import type { Playable, VideoRow } from './watch-video.ts';
import type { Watched } from './watched.ts';

/** All that a video's page shows. */
export interface WatchPageProps {
  thread: ThreadPage;
  video: VideoRow;
  /** Null while there is nothing to play, or not for this viewer. */
  playable: Playable | null;
  /** This viewer may watch it. */
  isShown: boolean;
  /** They may change it. */
  isEditor: boolean;
  transcript: { track: Track; cues: StoredCue[] } | null;
  moments: MomentOfVideo[];
  viewer: ThreadViewer | null;
  watched: Watched | null;
  /** Their own, for nobody else. */
  notes: string;
  startSeconds: number | null;
  path: string;
  now: Date;
}
