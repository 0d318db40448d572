/** When AMAs are on the reader's own clock, and how long they are to go by the server's. */
export function tellTimes(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-from][data-to]')) tellOwnTime(place);
  const counting = [...document.querySelectorAll<HTMLTimeElement>('time[data-clock]')];
  if (counting.length === 0) return;
  void goOn(counting);
  // A page that was put aside, or a machine that slept, or whose clock was set.
  document.addEventListener('visibilitychange', () => document.hidden || void goOn(counting));
}

function tellOwnTime(place: HTMLElement): void {
  const { from = '', to = '', zone } = place.dataset;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
  if (format.resolvedOptions().timeZone === zone) return;
  place.textContent = `${format.formatRange(new Date(from), new Date(to))} where you are`;
  place.hidden = false;
}

let ahead = 0;
let timer = 0;

/** Without an answer the words stay as they came. */
async function goOn(counting: readonly HTMLTimeElement[]): Promise<void> {
  const told = await askServer(counting[0]?.dataset['clock'] ?? '');
  if (!told) return;
  ahead = told - Date.now();
  clearInterval(timer);
  timer = window.setInterval(() => tell(counting), 1000);
  tell(counting);
}

async function askServer(address: string): Promise<number> {
  try {
    const { headers } = await fetch(address, { method: 'HEAD', cache: 'no-store' });
    return Date.parse(headers.get('date') ?? '') || 0;
  } catch (error) {
    if (error instanceof TypeError) return 0;
    throw error;
  }
}

function tell(counting: readonly HTMLTimeElement[]): void {
  const now = Date.now() + ahead;
  for (const time of counting) {
    const words = countdown(Date.parse(time.dateTime) - now);
    if (time.textContent !== words) time.textContent = words;
  }
}

const words = new Intl.RelativeTimeFormat('en');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds as the server says them. */
export function countdown(left: number): string {
  if (left > 1.5 * day) return words.format(Math.ceil(left / day - 0.5), 'day');
  if (left > 1.5 * hour) return words.format(Math.ceil(left / hour - 0.5), 'hour');
  return left > 0 ? words.format(Math.ceil(left / minute), 'minute') : 'now';
}
