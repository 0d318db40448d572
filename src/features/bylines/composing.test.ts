import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { verifyAtNorthwind, wordsOf } from './verified-for-tests.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

const count = async () =>
  (await community.platform.db.pool.query<{ count: number }>('select count(*) from posts')).rows[0]?.count;

const chosen = (html: string) => {
  const [input = ''] = html.match(/<input[^>]*name="byline"[^>]*\schecked[^>]*>/) ?? [];
  return /value="([^"]*)"/.exec(input)?.[1];
};

describe('what a composer offers', () => {
  it('says of a company that is stated only when it opens', async () => {
    const page = await community.colleague.client.page('/questions/new');
    expect(page).toMatch(/value="company-level-role"[^>]*disabled/);
    expect(wordsOf(page)).toContain('Opens when your company is verified.');
    expect(chosen(page)).toBe('level-role');
  });

  it.each([
    [4, 'Senior Software Engineer [L5] at Northwind', 'company-level-role', null],
    [3, 'Senior Software Engineer at Northwind', 'company-level-role', null],
    [2, 'Software Engineer at Northwind', 'company-role', 'company-level-role'],
    [1, 'Works at Northwind', 'company', 'company-role'],
  ])('with %i classes open, prints on the post what stood there: %s', async (open, line, byline, finer) => {
    const { colleague } = community;
    await verifyAtNorthwind(community, colleague, { open });
    const page = await colleague.client.page('/questions/new');
    expect(wordsOf(page)).toContain(`${line}10 or more people can sign like this.`);
    const closed = [...page.matchAll(/value="([a-z-]+)"[^>]*\sdisabled/g)].map(([, choice]) => choice);
    expect(closed.at(-1) ?? null).toBe(finer);
    expect(wordsOf(page).includes('Fewer than 10 people would show this.')).toBe(finer !== null);
    const form = { title: `A question with ${open} open`, body: 'Whole.', topics: 'tech-lead', byline };
    const asked = await colleague.client.post('/questions', form);
    const path = asked.headers.get('location') ?? '';
    expect(wordsOf(await community.newClient().page(path))).toContain(line);
  });

  it('takes no finer line than is open, and loses nothing of the text', async () => {
    await verifyAtNorthwind(community, community.colleague, { open: 1 });
    const before = await count();
    const refused = await community.colleague.client.post('/questions', {
      ...{ title: 'Signed too finely to be safe', body: 'Kept.', topics: 'tech-lead' },
      byline: 'company-role',
    });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('Kept.</textarea>');
    expect(page).toContain('href="#field-byline"');
    expect(await count()).toBe(before);
  });

  it('says what a verified company still waits for', async () => {
    await verifyAtNorthwind(community, community.colleague, { unlocked: false });
    const page = await community.colleague.client.page('/questions/new');
    expect(page).toMatch(/value="company"[^>]*disabled/);
    expect(wordsOf(page)).toMatch(/three more people of your company/);
  });

  it('offers the same below a post, the name in a group of its own', async () => {
    const { platform, answerer, asker } = community;
    const { path } = await ask(platform, asker);
    const page = await answerer.client.page(path);
    const [select = ''] = page.match(/<select[^>]*name="byline".*?<\/select>/s) ?? [];
    expect(select).toMatch(/<optgroup label="Under your name"><option value="named">Ada Example/);
    expect(select).toMatch(/<option value="company-level-role" disabled>[^<]*Opens when/);
    expect(select).toMatch(/<option value="level-role" selected/);
  });
});

describe('a name', () => {
  it.each([
    ['a question', async () => '/questions'],
    ['an answer', async () => `/questions/${(await ask(community.platform, community.asker)).id}/answers`],
    ['a comment', async () => `/posts/${(await ask(community.platform, community.asker)).id}/comments`],
  ])('is shown on %s only where it was ticked as well as chosen', async (_what, address) => {
    const { client } = community.answerer;
    const path = await address();
    const typed = { body: 'What I would not say by name', byline: 'named' };
    const form = path === '/questions' ? { ...typed, title: 'A title of mine', topics: 'tech-lead' } : typed;
    const before = await count();
    const asked = await client.post(path, form);
    expect(asked.status).toBe(422);
    const page = await asked.text();
    expect(page).toContain('What I would not say by name</textarea>');
    expect(page).toContain('id="field-underMyName-error"');
    expect(chosen(page)).toBe('named');
    expect(await count()).toBe(before);
    expect((await client.post(path, { ...form, underMyName: '1' })).status).toBe(303);
  });

  it('stays ticked through a preview, and is not kept ticked in a draft', async () => {
    const { client } = community.answerer;
    const form = { title: 'Mine', body: 'Words', byline: 'named', underMyName: '1', topics: '' };
    const preview = await client.post('/questions', { ...form, preview: '1' });
    expect(await preview.text()).toMatch(/name="underMyName"[^>]*\schecked/);
    const saved = await client.post('/drafts', { ...form, kind: 'question' });
    const { id }: { id: string } = await saved.json();
    const page = await client.page(`/questions/new?draft=${id}`);
    expect(chosen(page)).toBe('named');
    expect(page).not.toMatch(/name="underMyName"[^>]*\schecked/);
  });

  it('is not given to a text that was written masked, whatever another tab has fixed since', async () => {
    const { platform, asker, answerer } = community;
    const { id } = await ask(platform, asker);
    await answer(platform, answerer, { questionId: id, byline: 'named' });
    const before = await count();
    for (const path of [`/questions/${id}/answers`, `/posts/${id}/comments`]) {
      const late = await answerer.client.post(path, { body: 'Begun masked', byline: 'role' });
      expect(late.status).toBe(422);
      const page = await late.text();
      expect(page).toContain('Begun masked</textarea>');
      expect(page).toContain('so this would show your name too');
      expect(page).toMatch(/type="checkbox"[^>]*name="underMyName"/);
      const unticked = await answerer.client.post(path, { body: 'Begun masked', byline: 'named' });
      expect(unticked.status).toBe(422);
    }
    expect(await count()).toBe(before);
    const meant = { body: 'Now meant so', byline: 'named', underMyName: '1' };
    expect((await answerer.client.post(`/posts/${id}/comments`, meant)).status).toBe(303);
  });

  it('is asked for in a draft that was begun masked, however often it is saved in a thread that knows the name', async () => {
    const { platform, asker, answerer } = community;
    const { id, path } = await ask(platform, asker);
    const draft = { kind: 'answer', on: id, body: 'Begun masked', byline: 'role' };
    const saved: { id: string } = await (await answerer.client.post('/drafts', draft)).json();
    await answer(platform, answerer, { questionId: id, byline: 'named' });
    const asked = /type="checkbox"[^>]*name="underMyName"/;
    const page = await answerer.client.page(path);
    expect(page).toMatch(asked);
    const hidden = [...page.matchAll(/<input type="hidden" name="(byline|begun)" value="([^"]*)"/g)];
    const fields = Object.fromEntries(hidden.slice(-2).map(([, name, value]) => [name, value]));
    expect(fields).toEqual({ byline: 'named', begun: 'masked' });
    await answerer.client.post('/drafts', { ...draft, ...fields, id: saved.id, version: '1' });
    expect(await answerer.client.page(path)).toMatch(asked);
    const answers = `/questions/${id}/answers`;
    const form = { body: 'Begun masked', ...fields };
    expect((await answerer.client.post(answers, form)).status).toBe(422);
    expect((await answerer.client.post(answers, { ...form, underMyName: '1' })).status).toBe(303);
  });

  it('does not go out masked where that is fixed, since it may name its author', async () => {
    const { platform, asker, answerer } = community;
    const { id } = await ask(platform, asker);
    await answer(platform, answerer, { questionId: id, byline: 'role' });
    const named = { body: 'I, Ada, say', byline: 'named', underMyName: '1' };
    const refused = await answerer.client.post(`/questions/${id}/answers`, named);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('I, Ada, say</textarea>');
    expect(page).toContain('<input type="hidden" name="byline" value="member"');
  });
});
