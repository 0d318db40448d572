import { afterEach, beforeEach, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { beginConversation } from '../notifications/conversation-for-tests.ts';

let community: TestCommunity;
let address: string;

beforeEach(async () => {
  community = await createTestCommunity();
  const { question } = await beginConversation(community);
  address = `/posts/${question.id}/flags`;
});

afterEach(async () => {
  await community.close();
});

async function flags(): Promise<Record<string, unknown>[]> {
  const { db } = community.platform;
  return (
    await db.pool.query<Record<string, unknown>>('select reason, note, settled from flags order by reason')
  ).rows;
}

test('a member reports a post, without a script, and is told calmly that it arrived', async () => {
  const { outsider } = community;
  const form = await outsider.client.page(address);
  for (const label of [
    'It identifies someone',
    'It is abusive',
    'It is spam',
    'It does not belong here',
    'Something else',
  ])
    expect(form).toContain(label);
  const sent = await outsider.client.post(address, { reason: 'identifies', note: 'Names the team.' });
  const page = await outsider.client.page(redirectOf(sent));
  expect(page).toContain('Thank you');
  expect(await flags()).toEqual([{ reason: 'identifies', note: 'Names the team.', settled: false }]);
});

test('a second report of the same account takes the place of the first; another account adds its own', async () => {
  const { outsider, colleague } = community;
  await outsider.client.post(address, { reason: 'spam' });
  await outsider.client.post(address, { reason: 'abuse' });
  await colleague.client.post(address, { reason: 'off-topic' });
  expect((await flags()).map(({ reason }) => reason)).toEqual(['abuse', 'off-topic']);
});

test('a report after the moderators have settled the first is open again', async () => {
  const { outsider, platform } = community;
  await outsider.client.post(address, { reason: 'spam' });
  await platform.db.pool.query('update flags set settled = true');
  expect(await outsider.client.page(address)).toContain('What is wrong with it?');
  await outsider.client.post(address, { reason: 'spam' });
  expect(await flags()).toEqual([{ reason: 'spam', note: '', settled: false }]);
});

test.each<[string, Record<string, string | string[]>, string]>([
  ['no reason', {}, 'Choose what is wrong with it.'],
  ['a reason that is none', { reason: 'boring' }, 'Choose what is wrong with it.'],
  ['two reasons', { reason: ['spam', 'abuse'] }, 'Choose what is wrong with it.'],
  ['something else, unsaid', { reason: 'other', note: ' ' }, 'Say in a few words what is wrong.'],
  ['a note that is too long', { reason: 'spam', note: 'x'.repeat(501) }, 'up to 500 characters'],
  ['a field that is not in the form', { reason: 'spam', account: 'x' }, 'There is no field called account.'],
])('a report with %s comes back filled in', async (_, fields, words) => {
  const { outsider } = community;
  const response = await outsider.client.post(address, { note: 'Kept words', ...fields });
  const page = await response.text();
  expect(response.status).toBe(422);
  expect(page).toContain(words);
  expect(page).toContain(String(fields['note'] ?? 'Kept words').trim());
  expect(await flags()).toEqual([]);
});

test('one does not report what one wrote oneself, what is not there, or without signing in', async () => {
  const { asker, outsider } = community;
  expect((await asker.client.get(address)).status).toBe(403);
  expect((await asker.client.post(address, { reason: 'spam' })).status).toBe(403);
  expect((await outsider.client.get('/posts/abcdefghijk/flags')).status).toBe(404);
  expect((await outsider.client.post('/posts/abcdefghijk/flags', { reason: 'spam' })).status).toBe(404);
  expect((await community.newClient().get(address)).status).toBe(401);
  expect((await community.newClient().post(address, { reason: 'spam' })).status).toBe(401);
  expect(await flags()).toEqual([]);
});

test('nobody learns who reported: not by the row, nor by what the author and others see', async () => {
  const { asker, outsider, colleague, platform, clock } = community;
  const question = address.replace('/flags', '');
  const seen = async () => {
    const place = (await asker.client.get(question)).headers.get('location') ?? '';
    return [await asker.client.page(place), await colleague.client.page(address)];
  };
  const before = await seen();
  await outsider.client.post(address, { reason: 'abuse' });
  expect(await seen()).toEqual(before);
  const { rows } = await platform.db.pool.query<{ row: string; at: Date }>(
    'select flags::text as row, at from flags',
  );
  const [flag] = rows;
  expect(flag?.row).not.toContain(outsider.account.id.slice(0, 8));
  expect(flag?.at.getTime()).not.toBe(clock.now().getTime());
});
