import { announce } from './announce.ts';
import type { Player } from './video-player.ts';
import { show } from './video-tools.ts';

const offKey = 'keys-off';
const taken = 'input, textarea, select, [contenteditable], dialog[open]';
const pressed = `${taken}, button, a, summary, video`;

/** Keys that people know from other players. Never from who writes, and never those of what has the focus. */
export function watchKeys(player: Player): void {
  show('#watch-keys');
  const box = document.querySelector<HTMLInputElement>('#watch-keys-on');
  if (box) {
    box.checked = localStorage.getItem(offKey) === null;
    box.addEventListener('change', () => {
      if (box.checked) localStorage.removeItem(offKey);
      else localStorage.setItem(offKey, '1');
    });
  }
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || box?.checked === false)
      return;
    const isOwn = key === ' ' || key.startsWith('Arrow');
    if (target instanceof Element && target.closest(isOwn ? pressed : taken)) return;
    if (key === ' ' && !isInView(player.video)) return;
    if (act(player, key)) event.preventDefault();
  });
}

/** Otherwise Space goes on reading, as everywhere. */
function isInView(video: HTMLVideoElement): boolean {
  const { top, bottom, height } = video.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0) > height / 2;
}

function act(player: Player, key: string): boolean {
  const step = { j: -10_000, l: 10_000, ArrowLeft: -5000, ArrowRight: 5000 }[key];
  if (step !== undefined) player.seek(player.atMs + step);
  else if (key === ' ' || key === 'k') player.toggle();
  else if (key === 'c') nextCaptions(player.video);
  else if (key === 'f') void fullScreen(player.video);
  else if (/^\d$/.test(key)) player.seek((player.durationMs * Number(key)) / 10);
  else return false;
  return true;
}

/** On, in the next language, and off after the last. */
function nextCaptions({ textTracks }: HTMLVideoElement): void {
  const tracks = [...textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles');
  const shown = tracks.findIndex(({ mode }) => mode === 'showing');
  for (const track of tracks) track.mode = 'disabled';
  const next = tracks[shown + 1];
  if (next) next.mode = 'showing';
  announce(next ? `Captions: ${next.label}` : 'Captions off');
}

async function fullScreen(video: HTMLVideoElement): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await video.requestFullscreen();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    announce('This browser shows nothing in full screen here.');
  }
}
