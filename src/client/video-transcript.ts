import { announce } from './announce.ts';
import type { Player } from './video-player.ts';
import { show } from './video-tools.ts';

/** The words that are being said are marked, come into view, can be clicked and searched. */
export function followTranscript(player: Player): void {
  const scroll = document.querySelector<HTMLElement>('#watch-scroll');
  if (!scroll) return;
  const cues = [...scroll.querySelectorAll<HTMLElement>('[data-at]')];
  const follow = document.querySelector<HTMLElement>('#watch-follow');
  let now: HTMLElement | null = null;
  const isFollowing = () => follow?.ariaPressed !== 'false';
  const setFollowing = (on: boolean) => {
    if (follow) follow.ariaPressed = String(on);
    if (on && now) bringIn(scroll, now);
  };
  show('#watch-find');
  follow?.addEventListener('click', () => setFollowing(!isFollowing()));
  // Whoever scrolls is reading elsewhere.
  for (const event of ['wheel', 'touchmove'])
    scroll.addEventListener(event, () => setFollowing(false), { passive: true });
  const mark = () => {
    const said = cueAt(cues, player.atMs);
    if (said === now) return;
    now?.removeAttribute('data-now');
    said?.setAttribute('data-now', '');
    now = said;
    if (said && isFollowing()) bringIn(scroll, said);
  };
  player.onMove(mark);
  scroll.addEventListener('click', ({ target }) => {
    const cue = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null;
    if (!cue || getSelection()?.isCollapsed === false) return;
    player.seek(Number(cue.dataset['at']));
    setFollowing(true);
    void player.play();
  });
  findWords(scroll);
}

/** The last that has begun, while it is said or a little after. */
function cueAt(cues: readonly HTMLElement[], atMs: number): HTMLElement | null {
  let [low, high] = [0, cues.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(cues[middle]?.dataset['at']) <= atMs + 50) low = middle + 1;
    else high = middle;
  }
  const cue = cues[low - 1];
  return cue && atMs < Number(cue.dataset['to']) + 1500 ? cue : null;
}

function bringIn(scroll: HTMLElement, cue: HTMLElement): void {
  const place = cue.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroll.scrollTo({ top: place - scroll.clientHeight / 3, behavior: calm ? 'auto' : 'smooth' });
}

/** Paragraphs without the words go out of sight. */
function findWords(scroll: HTMLElement): void {
  const field = document.querySelector<HTMLInputElement>('#watch-words');
  const found = document.querySelector<HTMLElement>('#watch-found');
  const paragraphs = [...scroll.querySelectorAll<HTMLElement>('.said')];
  field?.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    let count = 0;
    for (const paragraph of paragraphs) {
      const text = paragraph.textContent?.toLowerCase() ?? '';
      paragraph.hidden = wanted !== '' && !text.includes(wanted);
      if (!paragraph.hidden) count += 1;
      for (const cue of paragraph.querySelectorAll<HTMLElement>('[data-at]'))
        cue.toggleAttribute(
          'data-found',
          wanted !== '' && (cue.textContent?.toLowerCase() ?? '').includes(wanted),
        );
    }
    const words = count === 0 ? 'Nobody says that here.' : `In ${count} ${count === 1 ? 'place' : 'places'}`;
    if (found) [found.hidden, found.textContent] = [wanted === '', words];
    if (wanted !== '') announce(words);
  });
}
