import { expect, it } from 'vitest';
import { renderFragment } from '../../ui/render.tsx';
import { AmaTimes, countdownsUntil } from './ama-times.tsx';
import type { Ama } from './amas.ts';

const site = { communityName: 'Cairn', baseUrl: 'http://cairn.test', assetUrl: (name: string) => `/${name}` };
const now = new Date('2026-05-01T12:00:00Z');
const berlin: Pick<Ama, 'state' | 'startsAt' | 'endsAt' | 'zone'> = {
  state: 'announced',
  startsAt: new Date('2026-05-04T15:00:00Z'),
  endsAt: new Date('2026-05-04T16:00:00Z'),
  zone: 'Europe/Berlin',
};

function wordsOf(ama: Partial<typeof berlin> = {}): string {
  const html = renderFragment(site, <AmaTimes ama={{ ...berlin, ...ama }} now={now} />).toString();
  return html.replaceAll(/<[^>]+>/g, '').replaceAll('\u00a0', ' ');
}

it('An AMA’s time is on the host’s clock, and by UTC', () => {
  expect(wordsOf()).toContain('Monday, 4 May 2026, 17:00–18:00 CEST (UTC+2) · 15:00–16:00 UTC');
});

it('By UTC it is said once, and a day of its own is said', () => {
  expect(wordsOf({ zone: 'UTC' })).not.toContain('·');
  expect(wordsOf({ zone: 'Pacific/Kiritimati' })).toContain(
    'Tuesday, 5 May 2026, 05:00–06:00 UTC+14 · Monday, 4 May 2026, 15:00–16:00 UTC',
  );
});

it('Past midnight, and over the change of the clocks, both ends are whole', () => {
  expect(wordsOf({ endsAt: new Date('2026-05-04T23:30:00Z') })).toContain(
    'Monday, 4 May 2026, 17:00 – Tuesday, 5 May 2026, 01:30 CEST (UTC+2)',
  );
  const night = { startsAt: new Date('2026-10-25T00:30:00Z'), endsAt: new Date('2026-10-25T01:30:00Z') };
  expect(wordsOf(night)).toContain(
    'Sunday, 25 October 2026, 02:30 CEST (UTC+2) – Sunday, 25 October 2026, 02:30 CET (UTC+1)',
  );
});

it('How long it is to go is said without a script, and not where it is over, cancelled or has no time', () => {
  expect(wordsOf()).toContain('Starts in 3 days');
  expect(wordsOf({ startsAt: new Date('2026-05-01T12:40:00Z') })).toContain('Starts in 40 minutes');
  expect(wordsOf({ state: 'live' })).toContain('Live now');
  for (const state of ['overflow', 'closed', 'cancelled'] as const)
    expect(wordsOf({ state })).not.toMatch(/Starts|Live/);
  expect(wordsOf({ startsAt: null, endsAt: null })).toBe('');
});

it('A page with several countdowns is right until the first of them changes', () => {
  const soon = { state: 'announced', startsAt: new Date('2026-05-01T12:30:30Z') } as const;
  expect(countdownsUntil([berlin, soon], now)).toEqual(new Date('2026-05-01T12:00:30Z'));
  expect(countdownsUntil([{ ...soon, state: 'live' }], now)).toBeNull();
});
