import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic } from '../../../test/threads.ts';
import { addMember } from '../../../test/cast.ts';
import { deleteAccount } from '../accounts/deletion.ts';
import { exportOwn } from '../accounts/own-export.ts';
import { announce, cancel } from './ahead-for-tests.ts';
import { coarsely, setRsvp, sweepRsvps } from './rsvps.ts';

let community: TestCommunity;
let ama: Awaited<ReturnType<typeof announce>>;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

beforeEach(async () => {
  const { platform, answerer, clock } = community;
  ama = await announce(platform, answerer, { startsAt: new Date(clock.now().getTime() + 3 * day) });
});

const day = 24 * 60 * 60 * 1000;

async function rows(): Promise<{ thread_id: string; line: string }[]> {
  const sql = 'select thread_id, ama_rsvps::text as line from ama_rsvps where thread_id = $1';
  return (await community.platform.db.pool.query(sql, [ama.id])).rows;
}

const remind = (who: 'asker' | 'outsider' | 'answerer', going: '1' | '0') =>
  community[who].client.post(`/amas/${ama.id}/rsvp`, { going });

describe('Wanting to be reminded', () => {
  it('is set and taken back, and shown to its owner alone', async () => {
    const { asker, outsider } = community;
    expect(redirectOf(await remind('asker', '1'))).toBe(ama.path);
    expect(await asker.client.page(ama.path)).toContain('aria-pressed="true"');
    expect(await outsider.client.page(ama.path)).not.toContain('aria-pressed="true"');
    await remind('asker', '0');
    expect(await rows()).toEqual([]);
    expect(await asker.client.page(ama.path)).not.toContain('aria-pressed="true"');
  });

  it('twice, also at once, is once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => remind('asker', '1')));
    await remind('asker', '1');
    expect(await rows()).toHaveLength(1);
  });

  it('answers a script with the button as it is now', async () => {
    const response = await community.asker.client.post(
      `/amas/${ama.id}/rsvp`,
      { going: '1' },
      { 'x-fragment': '1' },
    );
    const html = await response.text();
    expect(html).toContain(`id="rsvp-${ama.id}"`);
    expect(html).toContain('value="0"');
  });

  it('stores nothing that leads to the account', async () => {
    await remind('asker', '1');
    const [row] = await rows();
    const { id, email } = community.asker.account;
    expect(row?.line).not.toContain(id);
    expect(row?.line).not.toContain(Buffer.from(id).toString('hex'));
    expect(row?.line).not.toContain(String(email));
  });

  it('is refused to who is signed out, of what is not there, and where it is not said what is wanted', async () => {
    expect((await community.newClient().post(`/amas/${ama.id}/rsvp`, { going: '1' })).status).toBe(401);
    const { client } = community.asker;
    expect((await client.post('/amas/11111111111/rsvp', { going: '1' })).status).toBe(404);
    for (const going of ['2', '', 'yes', ['1', '1']])
      expect((await client.post(`/amas/${ama.id}/rsvp`, { going })).status).toBe(422);
    expect(await rows()).toEqual([]);
  });

  it('is refused once it has begun or was cancelled; it can be taken back all the same', async () => {
    const { platform, answerer, clock } = community;
    await remind('asker', '1');
    await cancel(platform, answerer, ama);
    expect((await remind('outsider', '1')).status).toBe(409);
    expect((await remind('asker', '0')).status).toBe(303);
    const next = await announce(platform, answerer, { startsAt: new Date(clock.now().getTime() + day) });
    clock.pass(24 * 60);
    await expect(setRsvp(platform, community.asker.account, { amaId: next.id, going: true })).rejects.toThrow(
      'It has begun already',
    );
  });
});

describe('How many want to come', () => {
  it('is told in steps, and not at all below ten', () => {
    expect([0, 9, 10, 24, 25, 99, 100, 1e6].map(coarsely)).toEqual([
      '',
      '',
      '10+',
      '10+',
      '25+',
      '50+',
      '100+',
      '1,000+',
    ]);
  });

  it('appears on a page that was kept when it comes to a step, and goes again', async () => {
    const { platform } = community;
    const reader = community.newClient();
    for (let number = 0; number < 9; number += 1) {
      const { account } = await addMember(platform, `coming-${number}`);
      await setRsvp(platform, account, { amaId: ama.id, going: true });
    }
    expect(await reader.page(ama.path)).not.toContain('want to come');
    await remind('asker', '1');
    expect(await reader.page(ama.path)).toContain('10+ want to come');
    await remind('asker', '0');
    expect(await reader.page(ama.path)).not.toContain('want to come');
  });
});

describe('An RSVP', () => {
  it('is in the own export, and goes with the account', async () => {
    const { platform } = community;
    const { account, sessionToken } = await addMember(platform, 'leaving');
    await setRsvp(platform, account, { amaId: ama.id, going: true });
    const records = [];
    for await (const record of exportOwn(platform, account, sessionToken)) records.push(record);
    expect(records).toContainEqual({ type: 'reminder', ama: ama.id });
    await remind('asker', '1');
    await deleteAccount(platform, account, { masked: 'stay', named: 'stay' });
    expect(await rows()).toHaveLength(1);
  });

  it('is forgotten a week after the end', async () => {
    const { platform, clock } = community;
    await remind('asker', '1');
    clock.pass(10 * 24 * 60);
    await sweepRsvps(platform);
    expect(await rows()).toHaveLength(1);
    clock.pass(62);
    await sweepRsvps(platform);
    expect(await rows()).toEqual([]);
  });
});
