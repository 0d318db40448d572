import type { Player } from './video-player.ts';
import { clock } from './video-place.ts';

interface Sprite {
  address: string;
  columns: number;
  tiles: number;
  width: number;
  height: number;
  everyMs: number;
}

/** The line below the player: how far it is, a look at what comes, and seeking by a click. */
export function showTimeLine(player: Player): void {
  const line = document.querySelector<HTMLElement>('#time-line');
  const seen = document.querySelector('#time-line-seen');
  if (!line || player.durationMs === 0) return;
  const atOf = ({ clientX }: MouseEvent) => {
    const { left, width } = line.getBoundingClientRect();
    return (Math.min(Math.max(0, clientX - left), width) / width) * player.durationMs;
  };
  player.onMove(() => {
    seen?.setAttribute('width', String(Math.round((player.atMs / player.durationMs) * 1000)));
  });
  line.classList.add('time-line-live');
  line.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-seek]')) return;
    player.seek(atOf(event));
    void player.play();
  });
  preview(line, atOf);
}

function preview(line: HTMLElement, atOf: (event: MouseEvent) => number): void {
  const box = line.querySelector<HTMLElement>('#time-line-preview');
  const still = box?.querySelector<HTMLElement>('.time-line-still');
  const time = box?.querySelector('span');
  if (!box || !still || !time) return;
  const sprite = line.dataset['sprite'] ? (JSON.parse(line.dataset['sprite']) as Sprite) : null;
  line.addEventListener('pointermove', (event) => {
    const atMs = atOf(event);
    box.hidden = false;
    time.textContent = clock(atMs);
    if (sprite) showTile(still, sprite, atMs);
    const { left, width } = line.getBoundingClientRect();
    const middle = event.clientX - left - box.offsetWidth / 2;
    box.style.insetInlineStart = `${Math.min(Math.max(0, middle), width - box.offsetWidth)}px`;
  });
  line.addEventListener('pointerleave', () => (box.hidden = true));
}

function showTile(still: HTMLElement, sprite: Sprite, atMs: number): void {
  const tile = Math.min(Math.floor(atMs / sprite.everyMs), sprite.tiles - 1);
  const [column, row] = [tile % sprite.columns, Math.floor(tile / sprite.columns)];
  still.style.width = `${sprite.width}px`;
  still.style.height = `${sprite.height}px`;
  still.style.backgroundImage = `url("${sprite.address}")`;
  still.style.backgroundPosition = `-${column * sprite.width}px -${row * sprite.height}px`;
}
