import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';

let community: TestCommunity;
let path: string;
let answerId: string;

beforeEach(async () => {
  community = await createTestCommunity();
  const { platform, asker, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const asked = await ask(platform, asker);
  path = asked.path;
  answerId = await answer(platform, answerer, { questionId: asked.id });
});

afterEach(() => community.close());

type Name = 'asker' | 'answerer' | 'colleague' | 'outsider' | 'moderator';

/** The answer's element as somebody sees it. */
async function seenBy(name: Name): Promise<string> {
  const page = await community[name].client.page(path);
  return /<article class="answer"[\s\S]*?<\/article>/.exec(page)?.[0] ?? '';
}

test('each member finds their own controls on an answer, whoever looked before them', async () => {
  for (let round = 0; round < 2; round += 1) {
    expect(await seenBy('outsider')).not.toContain('>Edit');
    expect(await seenBy('answerer')).toContain(`/posts/${answerId}/edit`);
    expect(await seenBy('asker')).toContain(`/posts/${answerId}/acceptance`);
    expect(await seenBy('moderator')).toContain(`/moderation/posts/${answerId}`);
    expect(await seenBy('colleague')).toContain(`/posts/${answerId}/flags`);
    expect(await seenBy('colleague')).not.toMatch(/acceptance|moderation|edit/);
  }
});

test('each is shown how they would sign themselves', async () => {
  const lineOf = async (name: Name) => /<select[\s\S]*?<\/select>/.exec(await seenBy(name))?.[0];
  expect(await lineOf('colleague')).toContain('Senior Software Engineer');
  expect(await lineOf('outsider')).not.toContain('Senior Software Engineer');
  expect(await lineOf('colleague')).toContain(`id="comment-${answerId}-byline"`);
  expect(await seenBy('colleague')).not.toMatch(/signing-end|any-post/);
});

test('one’s vote is pressed for oneself, and counted for all', async () => {
  await Promise.all([seenBy('outsider'), seenBy('colleague')]);
  await community.outsider.client.post(`/posts/${answerId}/vote`, { value: '1' });
  expect(await seenBy('outsider')).toContain('aria-pressed="true"');
  expect(await seenBy('colleague')).not.toContain('aria-pressed="true"');
  expect(await seenBy('colleague')).toContain('data-count="1"');
});

test('what is deleted is there for its author alone, and comes back for all', async () => {
  await seenBy('outsider');
  await community.answerer.client.post(`/posts/${answerId}/removal`, { removed: '1' });
  expect(await seenBy('answerer')).toContain('You have deleted this');
  expect(await seenBy('outsider')).toBe('');
  expect(await seenBy('moderator')).toBe('');
  await community.answerer.client.post(`/posts/${answerId}/removal`, { removed: '0' });
  expect(await seenBy('outsider')).not.toBe('');
});

test('lists are the same for members, with what stands around them for each', async () => {
  const pageOf = async (name: Name) => await community[name].client.page('/topics/tech-lead');
  const mainOf = (page: string) => /<main[\s\S]*<\/main>/.exec(page)?.[0];
  const [one, other] = [await pageOf('moderator'), await pageOf('outsider')];
  expect(mainOf(one)).toBe(mainOf(other));
  expect(one).toContain('/moderation');
  expect(other).not.toContain('/moderation');
  await ask(community.platform, community.colleague, { title: 'How long should a notice period be?' });
  expect(await pageOf('outsider')).toContain('How long should a notice period be?');
});
