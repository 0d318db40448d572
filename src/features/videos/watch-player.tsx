import type { JSX } from 'preact';
import { useSite } from '../../ui/site.tsx';
import { urls, withReturn } from '../../urls.ts';
import { clockTime } from '../captions/timestamps.ts';
import { languageName } from './languages.ts';
import type { WatchPageProps } from './watch-props.ts';

type PlayerProps = Pick<
  WatchPageProps,
  'thread' | 'video' | 'playable' | 'startSeconds' | 'isShown' | 'path'
>;

/** The browser's own player. It plays without a script; with one it fetches what fits the line, once somebody plays. */
export function WatchPlayer(props: PlayerProps): JSX.Element {
  const { thread, video, playable, startSeconds } = props;
  const { assetUrl } = useSite();
  if (!playable) return <NotPlayable {...props} />;
  const { file, playlist, poster } = playable;
  // https://www.w3.org/TR/media-frags/: begins there without a script.
  const from = startSeconds === null ? '' : `#t=${startSeconds}`;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- where there are captions, they are tracks; and the transcript
    <video
      id="player"
      class={video.hasPicture ? 'watch-video' : 'watch-video watch-sound'}
      controls
      playsInline
      preload={poster ? 'none' : 'metadata'}
      poster={poster ?? undefined}
      width={video.width ?? undefined}
      height={video.height ?? undefined}
      aria-label={thread.title}
      data-playlist={playlist ?? undefined}
      data-engine={playlist ? assetUrl('video-hls.js') : undefined}
      data-duration={video.durationMs ?? undefined}
    >
      {file && <source src={file + from} type={video.fileType ?? undefined} />}
      {!file && playlist && <source src={playlist + from} type="application/vnd.apple.mpegurl" />}
      {video.tracks.map((track, place) => (
        <track
          key={track.id}
          kind={track.kind}
          srcLang={track.lang}
          label={languageName(track.lang) + (track.kind === 'descriptions' ? ', described' : '')}
          src={urls.captionTrack({ track: track.id, revision: String(track.revision) })}
          default={
            place === 0 && track.kind === 'captions' && track.lang !== video.language ? true : undefined
          }
        />
      ))}
      <p>Your browser does not play this video. {file && <a href={file}>Download it</a>}</p>
    </video>
  );
}

function NotPlayable({ video, isShown, path }: PlayerProps): JSX.Element {
  if (!isShown)
    return (
      <div class="watch-closed">
        <p>
          <b>For members.</b> This video, and what is said in it, is for those who are signed in.
        </p>
        <p>
          <a class="button" href={withReturn(urls.signIn(), path)}>
            Sign in to watch
          </a>
        </p>
      </div>
    );
  return (
    <div class="watch-closed">
      <p>
        {video.state === 'refused' || video.state === 'failed'
          ? 'This video cannot be played here.'
          : 'This video is being prepared. It can be watched here soon.'}
      </p>
      {video.durationMs !== null && <p class="label">{clockTime(video.durationMs)}</p>}
    </div>
  );
}
