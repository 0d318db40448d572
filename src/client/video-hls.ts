import { Hls } from 'hls.js/light';

/**
 * Plays a list of renditions from `from` seconds on. False where the browser cannot; `onBegun` is told
 * once it has gone to `from`, `onFailure` when it cannot go on.
 */
export function attach(
  video: HTMLVideoElement,
  playlist: string,
  { from, onBegun, onFailure }: { from: number; onBegun: () => void; onFailure: () => void },
): boolean {
  if (!Hls.isSupported()) return false;
  // Its worker would be a script from a blob:, which our policy forbids.
  const hls = new Hls({ enableWorker: false, startPosition: from, capLevelToPlayerSize: true });
  let isBegun = false;
  hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => {
    if (isBegun || frag.sn === 'initSegment') return;
    isBegun = true;
    onBegun();
  });
  let mended = 0;
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    mended += 1;
    if (type === Hls.ErrorTypes.MEDIA_ERROR && mended < 3) return hls.recoverMediaError();
    hls.destroy();
    onFailure();
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
  return true;
}
