import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type Member, type TestCommunity } from '../../../test/community.ts';
import { addApiToken } from '../accounts/api-tokens.ts';
import { announce } from './amas-for-tests.ts';
import { openWindow } from './windows.ts';

let community: TestCommunity;
let ama: { id: string; path: string };

beforeEach(async () => {
  community = await createTestCommunity();
  ama = await announce(community);
});
afterEach(async () => await community.close());

async function post(member: Member, path: string, json: object): Promise<Response> {
  const token = await addApiToken(community.platform, member.account.id, 'a program');
  return await community.app.request(`http://cairn.test/api/v1/amas/${ama.id}${path}`, {
    method: 'POST',
    headers: { host: 'cairn.test', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
}

const text = 'What would you do first in my place?';

test('a program that asks masked is told when it appears, and not where', async () => {
  const response = await post(community.asker, '/questions', { body: text, byline: 'role' });
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ appearsWith: '2026-05-04T10:07:30.000Z' });
  expect(await community.newClient().page(ama.path)).not.toContain(text);
  community.clock.pass(1);
  await openWindow(community.platform, ama.id);
  expect(await community.newClient().page(ama.path)).toContain(text);
});

test('the host answers, and a second answer that has not seen the first is refused', async () => {
  await post(community.asker, '/questions', { body: text, byline: 'role' });
  community.clock.pass(1);
  await openWindow(community.platform, ama.id);
  const { rows } = await community.platform.db.pool.query<{ id: string }>(
    'select post_id as id from ama_questions',
  );
  const place = `/questions/${rows[0]?.id}/answers`;
  const first = await post(community.answerer, place, { body: 'I would ask my manager.' });
  expect(first.status).toBe(201);
  expect(await first.json()).toMatchObject({
    state: 'answered',
    answers: [{ body: 'I would ask my manager.' }],
  });
  expect((await post(community.answerer, place, { body: 'And write it down.' })).status).toBe(409);
  expect((await post(community.answerer, place, { body: 'And write it down.', seen: 1 })).status).toBe(201);
});

test('others answer nothing, hosts ask nothing, and what is too short is refused', async () => {
  const nowhere = '/questions/12345678ABC/answers';
  expect((await post(community.colleague, nowhere, { body: 'As nobody.' })).status).toBe(403);
  expect((await post(community.answerer, nowhere, { body: 'To nothing.' })).status).toBe(404);
  expect((await post(community.answerer, '/questions', { body: text, byline: 'member' })).status).toBe(403);
  expect((await post(community.asker, '/questions', { body: 'Why?', byline: 'member' })).status).toBe(422);
});
