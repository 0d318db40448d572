import { announce } from './announce.ts';
import type { Player } from './video-player.ts';
import { clock } from './video-place.ts';

/** What only a script can do: speed, a small window, links that name the second one is at. */
export function showTools(player: Player): void {
  const { video } = player;
  show('#watch-tools');
  const speed = document.querySelector<HTMLSelectElement>('#watch-speed');
  speed?.addEventListener('change', () => {
    video.playbackRate = Number(speed.value);
    announce(`Speed ${speed.value}`);
  });
  video.addEventListener('ratechange', () => {
    if (speed) speed.value = String(video.playbackRate);
  });
  const picture = document.querySelector<HTMLElement>('#watch-picture');
  if (picture && document.pictureInPictureEnabled) {
    picture.hidden = false;
    picture.addEventListener('click', () => void togglePicture(video));
  }
  nameTheSecond(player);
}

async function togglePicture(video: HTMLVideoElement): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video.requestPictureInPicture();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    announce('Play the video first, then it can go into a small window.');
  }
}

function nameTheSecond(player: Player): void {
  const ask = document.querySelector<HTMLAnchorElement>('#watch-ask');
  const here = document.querySelector<HTMLAnchorElement>('#watch-link');
  const time = document.querySelector('#watch-ask-time');
  show('#watch-link');
  const name = () => {
    const seconds = Math.floor(player.atMs / 1000);
    if (time) time.textContent = clock(player.atMs);
    if (ask) ask.search = `?moment=${ask.dataset['video']}%40${seconds}`;
    if (here) here.search = `?t=${seconds}`;
  };
  name();
  player.onMove(name);
  here?.addEventListener('click', (event) => {
    event.preventDefault();
    history.replaceState(history.state, '', here.href);
    void copy(here.href);
  });
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    announce('The link to this moment is copied.');
  } catch (error) {
    if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error;
    announce('The link to this moment is in the address bar.');
  }
}

export function show(selector: string): void {
  document.querySelector(selector)?.removeAttribute('hidden');
}
