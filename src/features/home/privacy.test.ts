import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import { urls } from '../../urls.ts';
import { parsePrivacy, privacyText } from './privacy-text.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterAll(async () => await community.close());

test('/privacy is docs/privacy.md, each section with an address of its own', async () => {
  const html = await community.newClient().page(urls.privacy());
  const { title, lede, sections } = privacyText();
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(html).toContain(lede);
  expect(sections.length).toBeGreaterThan(7);
  expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
  for (const { id } of sections) {
    expect(html).toContain(`href="#${id}"`);
    expect(html).toContain(`<h2 id="${id}">`);
  }
});

test('it says what we can keep, in the words of the promise', () => {
  const { lede } = privacyText();
  expect(lede).toContain('We hide who you are from readers, moderators, admins and a stolen database.');
  expect(lede).toContain('We cannot hide you from your own writing');
});

test('headings with code in them have plain addresses', () => {
  const { sections, html } = parsePrivacy('# T\n\nL\n\n## Use `SMTP_URL` & more\n\nWords.\n');
  expect(sections).toEqual([{ id: 'use-smtp-url-more', title: 'Use SMTP_URL & more' }]);
  expect(html).toContain('<h2 id="use-smtp-url-more">');
});

test('whoever writes has it one click away', async () => {
  const { platform, asker, outsider } = community;
  const { path } = await ask(platform, asker, { title: 'A question to write an answer to' });
  const link = `href="${urls.privacy()}"`;
  const formOf = (html: string, action: string) =>
    html.split(`action="${action}"`)[1]?.split('</form>')[0] ?? '';
  const asking = await outsider.client.page(urls.newQuestion());
  expect(formOf(asking, urls.questions())).toContain(link);
  const thread = await outsider.client.page(path);
  expect(formOf(thread, urls.questionAnswers({ id: path.split('/')[2] ?? '' }))).toContain(link);
  const comment = await outsider.client.page(urls.comments({ id: path.split('/')[2] ?? '' }));
  expect(formOf(comment, urls.comments({ id: path.split('/')[2] ?? '' }))).toContain(link);
  expect(await community.newClient().page('/')).toContain(link);
});
