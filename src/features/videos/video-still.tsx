import type { JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { urls } from '../../urls.ts';
import { clockTime, spokenTime } from '../captions/timestamps.ts';

/** What is needed to show a video before it is played. */
export interface StillVideo {
  audience: 'everybody' | 'members';
  durationMs: number | null;
  folder: string | null;
  poster: string | null;
}

/** The picture of a video with its length. The link to it stands beside it, so this is decoration. */
export function VideoStill({ video }: { video: StillVideo }): JSX.Element {
  const { audience, folder, poster, durationMs } = video;
  // What only members may watch shows no frame of it either.
  const address =
    audience === 'everybody' && folder && poster ? urls.media({ grant: 'open', folder, file: poster }) : null;
  return (
    <div class="video-still">
      {address ? <img src={address} alt="" loading="lazy" decoding="async" /> : <Icon name="play" />}
      {durationMs !== null && (
        <span class="video-length">
          <span aria-hidden="true">{clockTime(durationMs)}</span>
          <span class="hidden-text">Lasts {spokenTime(durationMs)}</span>
        </span>
      )}
    </div>
  );
}
