import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic } from '../../../test/threads.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { announce, cancel, move } from './ahead-for-tests.ts';
import { readCalendar } from './calendar-for-tests.ts';
import { calendarOf, type CalendarEntry } from './calendar.ts';

let community: TestCommunity;
let ama: Awaited<ReturnType<typeof announce>>;

const title =
  'Ask; me, anything\\n about Größe, 職業 and 🧗‍♀️ while a long line is folded where no sign may be cut';
const hour = 60 * 60 * 1000;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ama = await announce(platform, answerer, { startsAt: inHours(48), title });
});
afterAll(() => community.close());

function inHours(count: number): Date {
  return new Date(community.clock.now().getTime() + count * hour);
}

async function read(path: string) {
  const response = await community.newClient().get(path);
  expect(response.status).toBe(200);
  const { calendar, events } = readCalendar(Buffer.from(await response.arrayBuffer()));
  return { response, calendar, events: events.map((event) => Object.fromEntries(event)) };
}

const one = () => `/amas/calendar/${ama.id}`;

describe('The calendar entry of an AMA', () => {
  it('says what it is, when by UTC, with whom, and where its page is', async () => {
    const { response, calendar, events } = await read(one());
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('link')).toBe(`<http://cairn.test${ama.path}>; rel="canonical"`);
    expect(Object.fromEntries(calendar)).toMatchObject({
      VERSION: '2.0',
      PRODID: '-//Cairn//AMAs//EN',
      METHOD: 'PUBLISH',
      'X-WR-CALNAME': 'AMAs at Cairn',
    });
    expect(events).toEqual([
      {
        UID: `ama-${ama.id}@cairn.test`,
        SEQUENCE: '0',
        DTSTAMP: '20260504T100700Z',
        DTSTART: '20260506T100700Z',
        DTEND: '20260506T110700Z',
        SUMMARY: title,
        DESCRIPTION: `With Ada Example (Staff Engineer at Fabrikam)\n\nhttp://cairn.test${ama.path}`,
        URL: `http://cairn.test${ama.path}`,
        STATUS: 'CONFIRMED',
        TRANSP: 'OPAQUE',
      },
    ]);
  });

  it('names no address and no account', async () => {
    const text = await community.newClient().page(one());
    expect(text).not.toMatch(/mailto|ORGANIZER|ATTENDEE|answerer/i);
    expect(text).not.toContain(community.answerer.account.id);
  });

  it('is the same bytes, under the same tag, until something changes', async () => {
    const { response } = await read(one());
    const etag = response.headers.get('etag') ?? '';
    community.platform.pages.drop(['*']);
    community.clock.pass(60);
    const again = await community.newClient().get(one(), { 'if-none-match': etag });
    expect(again.status).toBe(304);
    const member = await community.asker.client.get(one(), { 'if-none-match': etag });
    expect(member.status).toBe(304);
  });

  it('has a higher number when the AMA has moved, and another when it was cancelled', async () => {
    const { platform, answerer } = community;
    await read(one());
    await move(platform, answerer, { id: ama.id, startsAt: new Date('2026-05-07T15:00:00Z') });
    expect((await read(one())).events).toMatchObject([
      {
        UID: `ama-${ama.id}@cairn.test`,
        SEQUENCE: '1',
        DTSTART: '20260507T150000Z',
        DTEND: '20260507T160000Z',
      },
    ]);
    await cancel(platform, answerer, { id: ama.id, reason: 'Ill; sorry, everyone.' });
    const { events } = await read(one());
    expect(events).toMatchObject([
      { UID: `ama-${ama.id}@cairn.test`, SEQUENCE: '2', STATUS: 'CANCELLED', TRANSP: 'TRANSPARENT' },
    ]);
    expect(events[0]?.['DESCRIPTION']).toContain('Cancelled. Ill; sorry, everyone.');
  });

  it('is not there for what is not there', async () => {
    for (const id of ['11111111111', 'x', '../settings'])
      expect((await community.newClient().get(`/amas/calendar/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

describe('The feed of all', () => {
  it('has what is to come and what was cancelled, and not what was taken down', async () => {
    const { platform, answerer } = community;
    const next = await announce(platform, answerer, {
      startsAt: inHours(100),
      title: 'The next one to come',
    });
    const other = await announce(platform, answerer, {
      startsAt: inHours(50),
      title: 'One that will be gone',
    });
    const titles = async () => (await read('/amas.ics')).events.map((event) => event['SUMMARY']);
    expect(await titles()).toEqual(['The next one to come', title, 'One that will be gone']);
    await removeOwnPost(platform, answerer.account, other.id);
    expect(await titles()).toEqual(['The next one to come', title]);
    expect((await community.newClient().get(`/amas/calendar/${other.id}`)).status).toBe(404);
    expect(next.path).toContain(next.id);
  });

  it('keeps what is over for a year', async () => {
    const { clock, platform } = community;
    const count = async () => (await read('/amas.ics')).events.length;
    clock.pass(360 * 24 * 60);
    platform.pages.drop(['*']);
    expect(await count()).toBe(2);
    clock.pass(20 * 24 * 60);
    platform.pages.drop(['*']);
    expect(await count()).toBe(0);
  });
});

describe('Whatever somebody calls their AMA', () => {
  const entry: CalendarEntry = {
    ...{ id: 'k3mPq8RtZx2', slug: 'a', state: 'cancelled', sequence: 3, hosts: [] },
    ...{ startsAt: new Date('2026-05-04T15:00:00Z'), endsAt: new Date('2026-05-04T16:00:00Z') },
    ...{ changedAt: new Date('2026-05-01T15:00:00Z'), title: '', cancelledBecause: '' },
  };
  const site = { communityName: 'A;B,C\r\nBEGIN:VEVENT', baseUrl: 'http://cairn.test' };

  it.each([
    'BEGIN:VEVENT',
    'a\r\nEND:VEVENT\r\nBEGIN:VALARM',
    'semicolon; comma, back\\slash "quote" colon: end\\',
    '\\n is no line end, \\\\n neither',
    `${'x'.repeat(73)}é${'y'.repeat(80)}`,
    '職'.repeat(100),
    `${'a'.repeat(60)}${'👩‍👩‍👧‍👦'.repeat(12)}`,
  ])('%j comes out as it is', (words) => {
    const bytes = calendarOf(
      site,
      [{ ...entry, title: words, hosts: [{ name: words, title: words }] }],
      '/amas.ics',
    );
    const { events } = readCalendar(bytes);
    expect(events).toHaveLength(1);
    expect(events[0]?.get('SUMMARY')).toBe(words.replaceAll('\r\n', '\n'));
    expect(events[0]?.get('DESCRIPTION')).toContain(`With ${words.replaceAll('\r\n', '\n')} (`);
  });
});
