import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type Member, type TestCommunity } from '../../../test/community.ts';
import { EventReader } from '../../../test/event-reader.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { bind } from '../../platform/http/server.ts';
import { castVote } from '../votes/votes.ts';
import type { AmaEvent } from './amas.ts';
import { recordAmaEvent } from './amas.ts';
import { announce, askBy } from './amas-for-tests.ts';
import { sweepEvents } from './live-events.ts';
import { advanceAma } from './states.ts';

let community: TestCommunity;
let server: HttpServer;
let ama: { id: string; path: string };
let readers: EventReader[];

beforeEach(async () => {
  community = await createTestCommunity();
  const { platform, app } = community;
  server = await bind({ port: 0, host: '127.0.0.1' });
  server.serve({ fetch: app.fetch, pages: platform.pages });
  readers = [];
  ama = await announce(community);
  community.clock.set(new Date('2026-05-04T15:01:00Z'));
  await advanceAma(platform, ama.id);
});

afterEach(async () => {
  for (const reader of readers) reader.close();
  await server.stop(0);
  await community.close();
});

interface Op {
  op: string;
  id?: string;
  [more: string]: unknown;
}

async function read(
  lastEventId = '0',
  { headers = {}, member }: { headers?: Record<string, string>; member?: Member } = {},
): Promise<EventReader> {
  const cookie = member ? { cookie: `session=${member.client.cookies.get('session')}` } : {};
  const address = `http://127.0.0.1:${server.port}/amas/events/${ama.id}`;
  const reader = await EventReader.open(address, { lastEventId, headers: { ...cookie, ...headers } });
  readers.push(reader);
  return reader;
}

function opsOf(reader: EventReader): Op[] {
  return reader.said.flatMap((data) => JSON.parse(data) as Op[]);
}

/** The last one of this kind, of this question where one is named. */
function lastOp(reader: EventReader, op: string, id?: string): Op | undefined {
  return opsOf(reader).findLast((each) => each.op === op && (id === undefined || each.id === id));
}

async function now(): Promise<string> {
  const { rows } = await community.platform.db.pool.query<{ last: string }>(
    'select last_event as last from amas where thread_id = $1',
    [ama.id],
  );
  return String(rows[0]?.last);
}

async function tell(event: AmaEvent): Promise<void> {
  const { platform } = community;
  await platform.db.transaction(async (tx) => await recordAmaEvent(platform, tx, ama.id, event));
}

async function askNamed(body: string): Promise<string> {
  const [id = ''] = await askBy(community, community.asker, { amaId: ama.id, body });
  return id;
}

async function act(question: string, fields: Record<string, string>): Promise<void> {
  const { client } = community.answerer;
  const response = await client.post(`/amas/${ama.id}/queue/${question}`, fields);
  expect(response.status).toBe(303);
}

const asked = 'How do you know that one is coming?';

test('a question is sent as its card, the same bytes to its asker, a member, a stranger and another site', async () => {
  const from = await now();
  const all = [
    await read(from),
    await read(from, { member: community.asker }),
    await read(from, { member: community.colleague }),
    await read(from, { member: community.asker, headers: { 'sec-fetch-site': 'cross-site' } }),
  ];
  const id = await askNamed(asked);
  for (const reader of all)
    await expect.poll(() => lastOp(reader, 'put', id), { timeout: 3000 }).toMatchObject({ list: 'queue' });
  const [first, ...others] = all.map((reader) => reader.said);
  for (const said of others) expect(said).toEqual(first);
  const { html } = lastOp(all[0] as EventReader, 'put', id) as { html: string } & Op;
  expect(html).toContain(asked);
  expect(html).not.toMatch(/2026-05-04T|yours|aria-pressed="true"/);
  expect(lastOp(all[0] as EventReader, 'order')).toMatchObject({ now: null, ids: [id] });
  expect(lastOp(all[0] as EventReader, 'text')).toMatchObject({ target: 'queued', text: '1' });
  const { rows } = await community.platform.db.pool.query<{ author: string }>(
    "select encode(id, 'hex') as author from authors where thread_id = $1",
    [ama.id],
  );
  for (const { author } of rows) expect(first?.join('')).not.toContain(author);
});

test('every answer carries the headers of the site; what is no AMA has no stream', async () => {
  const { headers, status } = await read();
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  const stranger = community.newClient();
  for (const path of ['/amas/events/nothing', '/amas/events/11111111111'])
    expect((await stranger.get(path)).status).toBe(404);
  expect(await stranger.page(`/amas/events/${ama.id}?after=0`)).toContain('"op":"refresh"');
});

test('what was turned down goes from the page, and from what those are sent who come back', async () => {
  const from = await now();
  const id = await askNamed(asked);
  const reader = await read(from);
  await expect.poll(() => lastOp(reader, 'put', id)).toBeDefined();
  await act(id, { act: 'dismiss', reason: 'Another time.' });
  await expect.poll(() => lastOp(reader, 'remove', id), { timeout: 3000 }).toBeDefined();
  expect(lastOp(reader, 'order')).toMatchObject({ ids: [] });
  for (const had of [from, '0']) {
    const late = await read(had);
    await expect.poll(() => lastOp(late, 'remove', id)).toBeDefined();
    expect(late.said.join('')).not.toContain(asked);
    expect(late.said.join('')).not.toContain('Another time');
  }
});

test('pinned, turned to, answered: each moves where it belongs', async () => {
  const first = await askNamed(asked);
  const second = await askNamed('And how do you tell your own team of one?');
  const reader = await read(await now());
  await act(second, { act: 'pin' });
  await expect.poll(() => lastOp(reader, 'order')?.['ids'], { timeout: 3000 }).toEqual([second, first]);
  await act(first, { act: 'answering' });
  await expect
    .poll(() => lastOp(reader, 'order'), { timeout: 3000 })
    .toMatchObject({ now: first, ids: [second] });
  expect(lastOp(reader, 'put', first)).toMatchObject({ list: 'now' });
  const { client } = community.answerer;
  await client.post(`/amas/${ama.id}/queue/${first}/answers`, { body: 'The calendar fills up.', seen: '0' });
  await expect
    .poll(() => lastOp(reader, 'put', first), { timeout: 3000 })
    .toMatchObject({ list: 'answered', html: expect.stringContaining('The calendar fills up.') as string });
  expect(lastOp(reader, 'order')).toMatchObject({ now: null, ids: [second] });
  expect(
    opsOf(reader)
      .filter(({ target }) => target === 'answered')
      .at(-1),
  ).toMatchObject({ text: '1' });
});

test('votes are told once a second, all together, and to nobody twice', async () => {
  const { platform, asker, colleague, outsider, moderator } = community;
  const id = await askNamed(asked);
  const reader = await read(await now());
  const voters = [colleague, outsider, moderator];
  await Promise.all(voters.map(({ account }) => castVote(platform, account, { postId: id, value: 1 })));
  await expect.poll(() => lastOp(reader, 'tally', id), { timeout: 4000 }).toMatchObject({ tally: 3 });
  expect(opsOf(reader).filter(({ op }) => op === 'tally')).toHaveLength(1);
  expect(await asker.client.page(ama.path)).toContain('data-tally="3"');
});

test('a question on a later page is counted, and sent when votes bring it to the first', async () => {
  const { platform, colleague, clock } = community;
  await platform.db.pool.query(
    `with made as (
      insert into posts (id, thread_id, kind, on_id, profile_id, body, body_html, html_version, at)
      select 'q' || lpad(number::text, 10, 'x'), $1, 'amaQuestion', $1, $2, 'Long ago?', '<p>Long ago?</p>', 1, $3
      from generate_series(1, 50) as number returning id
    ) insert into ama_questions (post_id, thread_id) select id, $1 from made`,
    [ama.id, community.answerer.account.profile?.id, new Date(clock.now().getTime() - 3_600_000)],
  );
  const reader = await read(await now());
  const id = await askNamed(asked);
  await expect.poll(() => lastOp(reader, 'later', id), { timeout: 3000 }).toBeDefined();
  expect(lastOp(reader, 'text')).toMatchObject({ target: 'queued', text: '51' });
  expect(reader.said.join('')).not.toContain(asked);
  await castVote(platform, colleague.account, { postId: id, value: 1 });
  await expect.poll(() => lastOp(reader, 'put', id), { timeout: 4000 }).toMatchObject({ list: 'queue' });
  expect(lastOp(reader, 'order')?.['ids']).toMatchObject({ 0: id });
  // Who comes back from before it is handed all that may have come up meanwhile.
  const late = await read('1');
  await expect.poll(() => lastOp(late, 'put', id)).toBeDefined();
});

test('an answer is watched as it grows, as plain text, for as long as the host wants that in the live hour', async () => {
  const id = await askNamed(asked);
  const { pool } = community.platform.db;
  await pool.query("update amas set state = 'live', shows_drafts = true");
  await pool.query("update ama_questions set draft = 'First, <b>listen'");
  const reader = await read(await now());
  await tell({ kind: 'draft', questionId: id });
  await expect
    .poll(() => lastOp(reader, 'draft', id)?.['html'], { timeout: 3000 })
    .toContain('First, &lt;b>listen');
  await pool.query('update amas set shows_drafts = false');
  await tell({ kind: 'draft', questionId: id });
  await expect.poll(() => lastOp(reader, 'draft', id)?.['html'], { timeout: 3000 }).toBe('');
  await pool.query("update amas set state = 'overflow', shows_drafts = true");
  await tell({ kind: 'question', questionId: id });
  await expect.poll(() => lastOp(reader, 'put', id)?.['html'], { timeout: 3000 }).toContain(asked);
  expect(lastOp(reader, 'put', id)?.['html']).not.toContain('listen');
});

test('an AMA that is taken down sends its readers away, and there is no stream of it', async () => {
  const reader = await read(await now());
  await askNamed(asked);
  await expect.poll(() => opsOf(reader).length, { timeout: 3000 }).toBeGreaterThan(0);
  const { moderator } = community;
  const hidden = await moderator.client.post(`/moderation/posts/${ama.id}/acts`, {
    act: 'hide',
    reason: 'No.',
  });
  expect(hidden.status).toBe(303);
  await reader.ended;
  expect((await read()).status).toBe(404);
});

test.each([
  ['signs out', async ({ client }: Member) => void (await client.post('/sign-out'))],
  [
    'is suspended',
    async ({ account }: Member) => void (await suspendAccount(community.platform, account.id)),
  ],
  [
    'is signed out by a new password elsewhere',
    async ({ account }: Member) => {
      const { changePassword } = await import('../sessions/password-change.ts');
      const change = { current: '', password: 'quite another word', kept: undefined, keepsTokens: true };
      expect(await changePassword(community.platform, account.id, change)).toBe(true);
    },
  ],
])('the stream of who %s ends within two seconds, and only theirs', async (_which, end) => {
  const { colleague, outsider } = community;
  const other = await read(await now(), { member: outsider });
  const elsewhere = await read(await now(), {
    member: colleague,
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  const reader = await read(await now(), { member: colleague });
  await end(colleague);
  const begun = performance.now();
  await reader.ended;
  expect(performance.now() - begun).toBeLessThan(2000);
  await askNamed(asked);
  // What another site asked for was never theirs.
  for (const still of [other, elsewhere])
    await expect.poll(() => lastOp(still, 'put'), { timeout: 3000 }).toBeDefined();
});

test('a member has so many streams and no more, on whatever devices', async () => {
  const { outsider } = community;
  const statuses: number[] = [];
  for (let number = 0; number < 21; number += 1) {
    const headers = { 'x-forwarded-for': `198.51.100.${number}` };
    statuses.push((await read('0', { member: outsider, headers })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
  expect(readers.at(-1)?.headers['retry-after']).toBe('30');
});

test('the events of an AMA that is long over are deleted, and its readers load the page anew', async () => {
  const { platform, clock } = community;
  await askNamed(asked);
  await platform.db.pool.query("update amas set state = 'closed'");
  await sweepEvents(platform.db, clock.now());
  const reader = await read('0');
  await expect.poll(() => lastOp(reader, 'put')).toBeDefined();
  clock.pass(60 * 36);
  await sweepEvents(platform.db, clock.now());
  const { rows } = await platform.db.pool.query('select from ama_events');
  expect(rows).toHaveLength(0);
  platform.live.distrust();
  const late = await read('0');
  await expect.poll(() => late.messages.at(-1)).toMatchObject({ event: 'reload', id: await now() });
});
