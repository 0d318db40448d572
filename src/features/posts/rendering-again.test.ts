import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import { renderAgain } from './rendering-again.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

it('renders what an older renderer has made, shows it at once, and then has nothing to do', async () => {
  const { platform } = community;
  const { id, path } = await ask(platform, community.asker, { body: 'Said *clearly*.' });
  await platform.db.pool.query("update posts set body_html = '<p>old</p>', html_version = 0 where id = $1", [
    id,
  ]);
  expect(await community.newClient().page(path)).toContain('<p>old</p>');
  // The topic was written without a guide's version, so it is one of them.
  expect(await renderAgain(platform)).toBeGreaterThanOrEqual(1);
  expect(await community.newClient().page(path)).toContain('<em>clearly</em>');
  expect(await renderAgain(platform)).toBe(0);
});
