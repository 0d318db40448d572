import { expect, test } from 'vitest';
import { createTestCommunity } from '../../../test/community.ts';
import { RepeatedRandom } from '../../../test/repeated-random.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { setRole } from '../accounts/accounts.ts';

/** What the colleague, a moderator, sees of a masked question and answer by `author`, of which all show the same. */
async function moderatedPages(author: 'asker' | 'answerer' | 'colleague'): Promise<string[]> {
  const community = await createTestCommunity({ injected: { random: new RepeatedRandom() } });
  const { platform, colleague, outsider, clock } = community;
  await setRole(platform.db, colleague.account.id, 'moderator');
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const question = await ask(platform, community[author], { byline: 'member' });
  const other = await ask(platform, outsider, { byline: 'member', title: 'Another thread by another' });
  const answerId = await answer(platform, community[author], { questionId: other.id, byline: 'member' });
  await community.admin.client.post(`/posts/${question.id}/flags`, {
    reason: 'identifies',
    note: 'Too exact.',
  });
  await outsider.client.post(`/posts/${answerId}/flags`, { reason: 'abuse' });
  const { client } = colleague;
  const looked = async () => [
    await client.page('/moderation'),
    await client.page(`/moderation/posts/${question.id}`),
    await client.page(`/moderation/posts/${answerId}`),
    await client.page('/moderation/log'),
  ];
  const before = await looked();
  clock.pass(20);
  await client.post(`/moderation/posts/${answerId}/acts`, { act: 'hide', reason: 'Too rough.' });
  await client.post(`/moderation/posts/${question.id}/acts`, { act: 'close', reason: 'Asked before.' });
  const pages = [...before, ...(await looked())];
  const { asker, answerer } = community;
  for (const { account } of [asker, answerer, colleague, outsider]) {
    for (const page of pages) {
      expect(page).not.toContain(account.id);
      expect(page).not.toContain(account.email);
    }
  }
  await community.close();
  return pages;
}

test('a moderator sees the same bytes whoever wrote it, a colleague or another or the moderator', async () => {
  const pages = await moderatedPages('asker');
  expect(pages[0]).toContain('Too exact.');
  expect(await moderatedPages('answerer')).toEqual(pages);
  expect(await moderatedPages('colleague')).toEqual(pages);
});
