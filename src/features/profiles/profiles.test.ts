import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import { removeOwnPost } from '../posts/removal.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterAll(async () => await community.close());

const grace = {
  name: 'Grace  Example',
  slug: '',
  title: 'Director at Northwind',
  bio: 'I *build* compilers. <script>alert(1)</script>',
  links: 'https://example.com/grace\nhttps://www.example.org',
};

test('a profile is made, and anyone can see it', async () => {
  const { client } = community.moderator;
  expect(await client.page('/settings/profile')).toContain('Make it public');
  expect(redirectOf(await client.post('/settings/profile', grace))).toBe('/settings/profile?done=saved');
  const html = await community.newClient().page('/people/grace-example');
  expect(html).toContain('Grace Example');
  expect(html).toContain('<em>build</em>');
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('rel="me nofollow ugc noopener"');
  expect(html).toContain('"@type":"ProfilePage"');
  expect(await community.newClient().page('/people')).toContain('href="/people/grace-example"');
});

test('who has no profile, and who is nobody, are the same', async () => {
  expect((await community.newClient().get('/people/outsider')).status).toBe(404);
  expect((await community.newClient().get('/people/no-such-name')).status).toBe(404);
  expect((await community.newClient().get('/people/grace-example?page=2')).status).toBe(404);
});

test('only what was written under the name is on the page; the list holds who has written', async () => {
  const { platform, answerer, asker } = community;
  const people = () => community.newClient().page('/people');
  expect(await people()).not.toContain('Ada Example');
  const masked = await ask(platform, answerer, { title: 'A question that Ada asks behind a mask' });
  const theirs = await ask(platform, asker, { title: 'A question that somebody else asks' });
  await answer(platform, answerer, { questionId: masked.id, body: 'An answer behind the same mask.' });
  expect(await people()).not.toContain('Ada Example');

  const named = await ask(platform, answerer, { title: 'A question that Ada asks by name', byline: 'named' });
  const said = await answer(platform, answerer, {
    questionId: theirs.id,
    body: 'An answer that Ada gives by name.',
    byline: 'named',
  });
  expect(await people()).toContain('Ada Example');
  const html = await community.newClient().page('/people/ada-example');
  expect(html).toContain(`href="${named.path}"`);
  expect(html).toContain(`href="${theirs.path}#p-${said}"`);
  expect(html).toContain('An answer that Ada gives by name.');
  expect(html).not.toContain('behind a mask');
  expect(html).not.toContain('behind the same mask');
  expect(html).not.toContain(masked.id);
});

test('a deleted post is on no profile, and nor is one in a deleted thread', async () => {
  const { platform, answerer, asker } = community;
  const own = await ask(platform, answerer, { title: 'A question that Ada takes away', byline: 'named' });
  const other = await ask(platform, asker, { title: 'A question whose asker takes it away' });
  await answer(platform, answerer, { questionId: other.id, body: 'In a thread that goes.', byline: 'named' });
  const page = () => community.newClient().page('/people/ada-example');
  expect(await page()).toContain('A question that Ada takes away');
  await removeOwnPost(platform, answerer.account, own.id);
  await removeOwnPost(platform, asker.account, other.id);
  expect(await page()).not.toContain('A question that Ada takes away');
  expect(await page()).not.toContain('In a thread that goes.');
});

test('a changed profile is seen at once, on every page that carries the name', async () => {
  const { platform, answerer } = community;
  const { path } = await ask(platform, answerer, {
    title: 'A question with a byline to change',
    byline: 'named',
  });
  const reader = community.newClient();
  expect(await reader.page(path)).toContain('Staff Engineer at Fabrikam');
  expect(await reader.page('/people')).toContain('Staff Engineer at Fabrikam');
  const changed = { name: 'Ada Example', slug: 'ada', title: 'Principal Engineer', bio: '', links: '' };
  await answerer.client.post('/settings/profile', changed);
  expect(await reader.page(path)).toContain('Principal Engineer');
  expect(await reader.page(path)).toContain('href="/people/ada"');
  expect(await reader.page('/people')).toContain('Principal Engineer');
  expect((await reader.get('/people/ada-example')).status).toBe(404);
});

test.each([
  ['an address that somebody has', { slug: 'grace-example' }, 'slug'],
  ['an address made from a name that somebody has', { name: 'Grace Example', slug: '' }, 'slug'],
  ['an address with a space', { slug: 'a b' }, 'slug'],
  ['an address of one letter', { slug: 'a' }, 'slug'],
  ['no name', { name: '' }, 'name'],
  ['a long name', { name: 'x'.repeat(81) }, 'name'],
  ['a name twice', { name: ['a', 'b'] }, 'name'],
  ['a long text', { bio: 'x'.repeat(5001) }, 'bio'],
  ['a link without TLS', { links: 'http://example.com' }, 'links'],
  ['a script as a link', { links: 'javascript:alert(1)' }, 'links'],
  ['a script behind a link', { links: 'https://example.com\njavascript:alert(1)' }, 'links'],
  ['a link with a name in it', { links: 'https://bank.example@evil.test/' }, 'links'],
  ['a link in other letters', { links: 'https://еxample.com' }, 'links'],
  ['a link with quotes', { links: 'https://example.com"onclick=x' }, 'links'],
  ['six links', { links: [1, 2, 3, 4, 5, 6].map((n) => `https://example.com/${n}`).join('\n') }, 'links'],
])('%s comes back with the form filled', async (_, wrong, field) => {
  const form = { name: 'Other Name', slug: 'other', title: 'Kept title', bio: '', links: '', ...wrong };
  const response = await community.outsider.client.post('/settings/profile', form);
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toContain(`id="field-${field}-error"`);
  expect(html).toContain('value="Kept title"');
});

test('of two who ask for one address at the same time, one has it and the other is told', async () => {
  const { asker, colleague } = community;
  const form = { name: 'Same Name', slug: 'same-name', title: '', bio: '', links: '' };
  const answers = await Promise.all(
    [asker, colleague].map(({ client }) => client.post('/settings/profile', form)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422]);
  const refused = answers.find(({ status }) => status === 422);
  expect(await refused?.text()).toContain('“same-name” is taken');
});

test('a preview shows the text and saves nothing', async () => {
  const form = { name: 'Other Name', slug: 'other', title: '', bio: 'Some *words*', links: '', preview: '1' };
  const response = await community.outsider.client.post('/settings/profile', form);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<em>words</em>');
  expect((await community.newClient().get('/people/other')).status).toBe(404);
});

test('names run through the pages in order', async () => {
  const { pool } = community.platform.db;
  for (let count = 0; count < 31; count += 1) {
    const values = [
      `padding${String(count).padStart(4, '0')}`,
      `padding-${count}`,
      `Padding ${String(count).padStart(2, '0')}`,
    ];
    await pool.query(`insert into profiles (id, slug, name, bio) values ($1, $2, $3, 'Hello.')`, values);
  }
  community.platform.pages.drop(['*']);
  const first = await community.newClient().page('/people');
  const second = await community.newClient().page('/people?page=2');
  expect(first).toContain('Ada Example');
  expect(first).toContain('Padding 00');
  expect(first).not.toContain('Padding 30');
  expect(second).toContain('Padding 30');
  expect((await community.newClient().get('/people?page=3')).status).toBe(404);
  expect((await community.newClient().get('/people?page=x')).status).toBe(404);
});
