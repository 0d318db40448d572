import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember } from '../../../test/cast.ts';
import { addTopic } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';
import { announce, cancel } from './ahead-for-tests.ts';
import { answerInAma } from './answering.ts';
import { askInAma } from './asking.ts';
import { accessHosting } from './hosting.ts';
import { setRsvp } from './rsvps.ts';

let api: ApiForTests;
let ama: Awaited<ReturnType<typeof announce>>;

const hour = 60 * 60 * 1000;

beforeAll(async () => {
  api = await createApiForTests();
  const { platform, answerer } = api.community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ama = await announce(platform, answerer, { startsAt: inHours(48) });
});
afterAll(() => api.community.close());

function inHours(count: number): Date {
  return new Date(api.community.clock.now().getTime() + count * hour);
}

describe('AMAs by the API', () => {
  it('say what their page says, and nothing else', async () => {
    const { status, json } = await api.call(null, `GET /amas/${ama.id}`);
    expect(status).toBe(200);
    expect(json).toEqual({
      id: ama.id,
      url: `http://cairn.test${ama.path}`,
      calendar: `http://cairn.test/amas/calendar/${ama.id}`,
      title: 'Ask me about leading without a title',
      body: 'Twelve years of it, and what I would do anew.',
      bodyHtml: '<p dir="auto">Twelve years of it, and what I would do anew.</p>\n',
      state: 'announced',
      startsAt: '2026-05-06T10:07:00.000Z',
      endsAt: '2026-05-06T11:07:00.000Z',
      zone: 'Europe/Berlin',
      hosts: [
        {
          name: 'Ada Example',
          title: 'Staff Engineer at Fabrikam',
          profile: 'http://cairn.test/people/ada-example',
        },
      ],
      topics: [{ slug: 'tech-lead', name: 'Tech Lead' }],
      questionCount: 0,
      atLeastGoing: 0,
      approveFirst: false,
      promisedOn: null,
      summaryHtml: '',
      cancelledBecause: '',
    });
  });

  it('are not there where there is none, or where it is something else', async () => {
    expect((await api.call(null, 'GET /amas/11111111111')).status).toBe(404);
    expect((await api.call(null, 'GET /amas/11111111111/questions')).status).toBe(404);
    expect((await api.call(null, 'GET /amas/no-id')).status).toBe(404);
    expect((await api.call(null, `GET /amas/${ama.id}?own=yes`)).status).toBe(422);
    expect((await api.call(null, `GET /amas/${ama.id}?own=1`)).status).toBe(401);
  });

  it('are listed page by page, those that begin last first', async () => {
    const { platform, answerer } = api.community;
    const later = await announce(platform, answerer, {
      startsAt: inHours(60),
      title: 'A later hour with me',
    });
    const sooner = await announce(platform, answerer, {
      startsAt: inHours(20),
      title: 'A sooner hour with me',
    });
    const found = [];
    for (let next: string | null = '/amas?limit=1'; next;) {
      const { json } = await api.call(null, `GET ${next}`);
      found.push(...json.amas.map(({ id }: { id: string }) => id));
      next = json.next;
    }
    expect(found).toEqual([later.id, ama.id, sooner.id]);
    expect((await api.call(null, 'GET /amas?cursor=made-up')).status).toBe(400);
    await cancel(platform, answerer, later);
    const [first] = (await api.call(null, 'GET /amas')).json.amas;
    expect(first).toMatchObject({ state: 'cancelled', cancelledBecause: 'I have fallen ill.' });
  });
});

describe('A reminder by the API', () => {
  it('is set, read by its owner alone, and taken back', async () => {
    const set = await api.call('asker', `PUT /amas/${ama.id}/rsvp`);
    expect(set.status).toBe(204);
    const own = async (who: 'asker' | 'outsider') =>
      (await api.call(who, `GET /amas/${ama.id}?own=1`)).json.own;
    expect([await own('asker'), await own('outsider')]).toEqual([{ going: true }, { going: false }]);
    const listed = (await api.call('asker', 'GET /amas?own=1')).json.amas;
    expect(listed.find(({ id }: { id: string }) => id === ama.id).own).toEqual({ going: true });
    expect((await api.call('asker', `DELETE /amas/${ama.id}/rsvp`)).status).toBe(204);
    expect(await own('asker')).toEqual({ going: false });
  });

  it('is refused without a token, of what is not there, and of what was cancelled', async () => {
    expect((await api.call(null, `PUT /amas/${ama.id}/rsvp`)).status).toBe(401);
    expect((await api.call('asker', 'PUT /amas/11111111111/rsvp')).status).toBe(404);
    const { platform, answerer } = api.community;
    const other = await announce(platform, answerer, { startsAt: inHours(70) });
    await cancel(platform, answerer, other);
    expect((await api.call('asker', `PUT /amas/${other.id}/rsvp`)).status).toBe(409);
  });

  it('is counted in steps', async () => {
    const { platform } = api.community;
    for (let number = 0; number < 12; number += 1) {
      const { account } = await addMember(platform, `coming-${number}`);
      await setRsvp(platform, account, { amaId: ama.id, going: true });
    }
    expect((await api.call(null, `GET /amas/${ama.id}`)).json.atLeastGoing).toBe(10);
  });
});

describe('The questions of an AMA by the API', () => {
  it('come with their answers and bylines, and nothing of whose they are', async () => {
    const { platform, asker, answerer } = api.community;
    const ask = (body: string) =>
      askInAma(platform, asker.account, { amaId: ama.id, body, byline: 'level-role' });
    const first = await ask('What would you do anew, and why not sooner?');
    const second = await ask('Who decides when nobody leads, or when all do?');
    const hosting = await accessHosting(platform, ama.id, { account: answerer.account, guest: undefined });
    await answerInAma(platform, hosting, { questionId: first, body: 'I would write *less*.', seen: 0 });
    const { json } = await api.call(null, `GET /amas/${ama.id}/questions`);
    expect(json.questions.map(({ id }: { id: string }) => id).toSorted()).toEqual([first, second].toSorted());
    const answered = json.questions.find(({ id }: { id: string }) => id === first);
    expect(answered).toMatchObject({
      url: `http://cairn.test${ama.path}/${first}`,
      body: 'What would you do anew, and why not sooner?',
      state: 'answered',
      mergedInto: null,
      pinned: false,
      tally: 0,
      byline: { form: 'community', text: 'Senior Software Engineer at Cairn Community' },
      answers: [
        {
          bodyHtml: '<p dir="auto">I would write <em>less</em>.</p>\n',
          byline: { form: 'named', name: 'Ada Example', profile: 'http://cairn.test/people/ada-example' },
        },
      ],
    });
    const own = await api.call('asker', `GET /amas/${ama.id}/questions?own=1`);
    expect(own.json.questions[0].own).toEqual({ mine: true, vote: 0 });
    const others = await api.call('outsider', `GET /amas/${ama.id}/questions?own=1`);
    expect(others.json.questions[0].own).toEqual({ mine: false, vote: 0 });
    expect((await api.call(null, `GET /amas/${ama.id}`)).json.questionCount).toBe(2);
  });

  it('are listed page by page without loss or doubles, most helpful first, and without those turned down', async () => {
    const { platform, asker } = api.community;
    const { pool } = platform.db;
    const { json } = await api.call(null, `GET /amas/${ama.id}/questions`);
    const ids: string[] = json.questions.map(({ id }: { id: string }) => id);
    await pool.query('update ama_questions set tally = 3 where post_id = $1', [ids[1]]);
    const gone = await askInAma(platform, asker.account, {
      ...{ amaId: ama.id, body: 'Something that is turned down.', byline: 'level-role' },
    });
    await pool.query("update ama_questions set state = 'dismissed' where post_id = $1", [gone]);
    const found = [];
    for (let next: string | null = `/amas/${ama.id}/questions?limit=1`; next;) {
      const page = await api.call(null, `GET ${next}`);
      found.push(...page.json.questions.map(({ id }: { id: string }) => id));
      next = page.json.next;
    }
    expect(found).toEqual([ids[1], ids[0]]);
  });

  it('that were kept are made anew within half a minute, since votes announce nothing', async () => {
    const { platform, clock } = api.community;
    const tallies = async () =>
      (await api.call(null, `GET /amas/${ama.id}/questions`)).json.questions.map(
        ({ tally }: { tally: number }) => tally,
      );
    await tallies();
    await platform.db.pool.query('update ama_questions set tally = 9 where tally = 3');
    expect(await tallies()).toEqual([3, 0]);
    clock.pass(0.5);
    expect(await tallies()).toEqual([9, 0]);
  });
});
