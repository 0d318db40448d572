import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { announce, askBy } from './amas-for-tests.ts';
import type { AmaState } from './amas.ts';
import { accessAma } from './amas.ts';
import type { StateAct } from './states.ts';
import { advanceAma, advanceAmas, stateAt } from './states.ts';
import { openWindow } from './windows.ts';

const startsAt = new Date('2026-05-04T15:00:00Z');
const endsAt = new Date('2026-05-04T16:00:00Z');
const at = (time: string) => new Date(`2026-05-04T${time}Z`);

describe('by the time alone', () => {
  test.each([
    ['announced', 0, '14:59:59', 'announced'],
    ['announced', 3, '15:00:00', 'live'],
    ['live', 3, '15:59:59', 'live'],
    ['live', 3, '16:00:00', 'overflow'],
    ['live', 0, '16:00:00', 'closed'],
    // Nobody was there to see it live: a machine that was off for the hour.
    ['announced', 3, '17:00:00', 'overflow'],
    ['announced', 0, '17:00:00', 'closed'],
    ['overflow', 1, '23:00:00', 'overflow'],
    ['overflow', 0, '16:00:01', 'closed'],
    ['closed', 2, '15:30:00', 'closed'],
    ['cancelled', 2, '15:30:00', 'cancelled'],
  ] as const)('%s with %i open is at %s %s', (state, open, time, then) => {
    expect(stateAt({ state, startsAt, endsAt, open }, at(time))).toBe(then);
  });

  test('one without times, from elsewhere, stays as it is', () => {
    expect(stateAt({ state: 'closed', startsAt: null, endsAt: null, open: 4 }, at('15:00:00'))).toBe(
      'closed',
    );
  });
});

describe('as people and the clock move it', () => {
  let community: TestCommunity;
  let ama: { id: string; path: string };

  beforeEach(async () => {
    community = await createTestCommunity();
    ama = await announce(community);
  });
  afterEach(async () => await community.close());

  const state = async () => (await accessAma(community.platform, ama.id)).state;
  const act = async (name: StateAct, more: Record<string, string> = {}) =>
    await community.answerer.client.post(`/amas/${ama.id}/state`, { act: name, ...more });
  const bring = async (to: AmaState) => {
    if (to === 'announced') return;
    if (to === 'cancelled') return void (await act('cancel', { reason: 'The host is ill.' }));
    if (to !== 'closed') await askBy(community, community.asker, { amaId: ama.id });
    community.clock.set(at(to === 'live' ? '15:10:00' : '16:10:00'));
    await advanceAma(community.platform, ama.id);
  };

  test.each<[AmaState, StateAct, AmaState | 409]>([
    ['announced', 'begin', 'live'],
    ['announced', 'end', 409],
    ['announced', 'close', 409],
    ['announced', 'cancel', 'cancelled'],
    ['live', 'begin', 409],
    ['live', 'end', 'overflow'],
    ['live', 'close', 409],
    ['live', 'cancel', 'cancelled'],
    ['overflow', 'begin', 409],
    ['overflow', 'end', 409],
    ['overflow', 'close', 'closed'],
    ['overflow', 'cancel', 409],
    ['closed', 'begin', 409],
    ['closed', 'end', 409],
    ['closed', 'close', 409],
    ['closed', 'cancel', 409],
    ['cancelled', 'begin', 409],
    ['cancelled', 'end', 409],
    ['cancelled', 'close', 409],
    ['cancelled', 'cancel', 409],
  ])('%s: the host’s %s makes it %s', async (from, name, then) => {
    await bring(from);
    expect(await state()).toBe(from);
    const response = await act(name, name === 'cancel' ? { reason: 'The host is ill.' } : {});
    expect(response.status).toBe(then === 409 ? 409 : 303);
    expect(await state()).toBe(then === 409 ? from : then);
  });

  test('everyone else is refused, and nothing changes', async () => {
    for (const { client } of [community.asker, community.outsider]) {
      expect((await client.post(`/amas/${ama.id}/state`, { act: 'begin' })).status).toBe(403);
    }
    expect((await community.newClient().post(`/amas/${ama.id}/state`, { act: 'begin' })).status).toBe(403);
    expect(await state()).toBe('announced');
  });

  test('ended by twenty at once, it ends once, and readers are told once', async () => {
    await bring('live');
    const answers = await Promise.all(Array.from({ length: 20 }, async () => (await act('end')).status));
    expect(answers.filter((status) => status === 303)).toHaveLength(1);
    expect(answers.filter((status) => status === 409)).toHaveLength(19);
    const { rows } = await community.platform.db.pool.query(
      `select from ama_events where thread_id = $1 and kind = 'state'`,
      [ama.id],
    );
    // It went live, and it ended.
    expect(rows).toHaveLength(2);
  });

  test('ten processes that advance it at the same moment move it once', async () => {
    community.clock.set(at('15:00:01'));
    await Promise.all(Array.from({ length: 10 }, async () => await advanceAmas(community.platform)));
    expect(await state()).toBe('live');
    const ama2 = await accessAma(community.platform, ama.id);
    expect(ama2.lastEvent).toBe(1);
  });

  test('what is asked a second after the end is refused, though nobody has moved it yet', async () => {
    community.clock.set(at('16:00:01'));
    const question = { body: 'Is it too late for this one?', byline: 'role' };
    const response = await community.asker.client.post(`/amas/${ama.id}/questions`, question);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('The hour is over');
  });

  test('a masked question that was asked in the last seconds still appears, and is left to be answered', async () => {
    community.clock.set(at('15:59:50'));
    const body = 'What would you do first in my place?';
    await community.asker.client.post(`/amas/${ama.id}/questions`, { body, byline: 'role' });
    community.clock.set(at('16:00:00'));
    await advanceAma(community.platform, ama.id);
    expect(await state()).toBe('overflow');
    community.clock.set(at('16:00:31'));
    await openWindow(community.platform, ama.id);
    expect(await community.newClient().page(ama.path)).toContain(body);
    expect(await state()).toBe('overflow');
  });
});
