import { watchKeys } from './video-keys.ts';
import { Player } from './video-player.ts';
import { rememberPlace } from './video-place.ts';
import { showTimeLine } from './video-time-line.ts';
import { followTranscript } from './video-transcript.ts';
import { showTools } from './video-tools.ts';

const video = document.querySelector<HTMLVideoElement>('#player');
const stage = document.querySelector<HTMLElement>('#watch');

if (video && stage) {
  const player = new Player(video);
  rememberPlace(player, stage);
  showTools(player);
  followTranscript(player);
  showTimeLine(player);
  watchKeys(player);
}
