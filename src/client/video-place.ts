import type { Player } from './video-player.ts';

const key = 'watched';
const most = 50;
const everySeconds = 15;

/**
 * Where one left: from the address, else from the account, else from this browser. Kept for the account where somebody is
 * signed in, and in this browser otherwise.
 */
export function rememberPlace(player: Player, stage: HTMLElement): void {
  const { id = '', watched } = stage.dataset;
  const keep = watched
    ? (atMs: number) => send(watched, atMs)
    : (atMs: number) => store(id, atMs, player.durationMs);
  begin(player, watched ? null : stored(id));
  let kept = player.atMs;
  const keepNow = () => {
    if (Math.abs(player.atMs - kept) < 1000) return;
    kept = player.atMs;
    keep(kept);
  };
  player.video.addEventListener('timeupdate', () => {
    if (Math.abs(player.atMs - kept) >= everySeconds * 1000) keepNow();
  });
  player.video.addEventListener('pause', keepNow);
  player.video.addEventListener('ended', keepNow);
  window.addEventListener('pagehide', keepNow);
}

function begin(player: Player, storedMs: number | null): void {
  const asked = /^\d{1,6}/.exec(new URLSearchParams(location.search).get('t') ?? '')?.[0];
  if (asked !== undefined) return player.seek(Number(asked) * 1000);
  const line = document.querySelector<HTMLElement>('#watch-left');
  const link = document.querySelector<HTMLElement>('#watch-resume');
  if (!line || !link) return;
  if (storedMs !== null && storedMs > 5000) {
    link.dataset['seek'] = String(storedMs);
    link.textContent = clock(storedMs);
    line.hidden = false;
  }
  if (line.hidden) return;
  player.seek(Number(link.dataset['seek']));
  document.querySelector('#watch-again')?.removeAttribute('hidden');
  player.video.addEventListener('play', () => (line.hidden = true), { once: true });
}

/** "12:41" */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (count: number) => String(count).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

function send(address: string, atMs: number): void {
  const body = new URLSearchParams({ at: String(Math.floor(atMs)) });
  // What is lost here is a few seconds of a place: nobody is to be told.
  void fetch(address, { method: 'POST', body, keepalive: true, headers: { 'x-fragment': '1' } }).catch(
    () => null,
  );
}

type Places = [id: string, atMs: number][];

function places(): Places {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? (kept as Places) : [];
  } catch {
    return [];
  }
}

function stored(id: string): number | null {
  return places().find(([video]) => video === id)?.[1] ?? null;
}

function store(id: string, atMs: number, durationMs: number): void {
  const others = places().filter(([video]) => video !== id);
  const isAtEnd = durationMs > 0 && atMs > durationMs * 0.95;
  const kept: Places = isAtEnd ? others : [[id, Math.floor(atMs)], ...others];
  try {
    localStorage.setItem(key, JSON.stringify(kept.slice(0, most)));
  } catch (error) {
    // Full, or forbidden by the browser's settings.
    if (!(error instanceof DOMException)) throw error;
  }
}
