import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';

let community: TestCommunity;

const question = {
  title: 'Two platform teams miss every date',
  tldr: 'How do I make that visible?',
  body: 'We depend on **both**.\n\n- one fills in the list\n- the other does not',
  topics: 'Tech Lead, tl',
  byline: 'level-role',
};

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['tl'] });
});
afterAll(() => community.close());

describe('asking', () => {
  it('leads to the page of the question, signed as was chosen', async () => {
    const asked = await community.asker.client.post('/questions', question);
    const path = redirectOf(asked);
    expect(path).toMatch(/^\/questions\/[1-9A-Za-z]{11}\/two-platform-teams-miss-every-date$/);
    const page = await community.newClient().page(path);
    expect(page).toContain('<strong>both</strong>');
    expect(page).toContain('How do I make that visible?');
    expect(page.replaceAll(/<svg.*?<\/svg>/g, '').replaceAll(/<[^>]+>/g, '')).toContain(
      'Senior Software Engineer at Cairn Community',
    );
  });

  it('is for members', async () => {
    const refused = await community.newClient().post('/questions', question);
    expect(refused.status).toBe(401);
    expect((await community.newClient().get('/questions/new')).status).toBe(401);
  });

  it('is refused from another site', async () => {
    const refused = await community.asker.client.post('/questions', question, {
      origin: 'https://evil.example',
    });
    expect(refused.status).toBe(403);
  });

  it.each([
    ['a title of seven characters', { title: 'Seven!!' }, 'The title needs at least 8 characters.'],
    ['a title of 201 characters', { title: 'x'.repeat(201) }, 'up to 200 characters'],
    ['an empty body', { body: '  \n ' }, 'The text is empty.'],
    ['a body of 30,001 characters', { body: 'y'.repeat(30_001) }, 'up to 30,000 characters, and has 30,001'],
    ['an unknown topic', { topics: 'Basket weaving' }, 'There is no topic called “Basket weaving”'],
    ['no topic', { topics: ' , ' }, 'Choose at least one topic'],
    [
      'a title that came twice',
      { title: ['one title here', 'another title'] },
      'This field came more than once.',
    ],
    ['an unknown field', { __proto__: 'x', isAdmin: '1' }, 'There is no field called isAdmin'],
    ['a byline that is none', { byline: 'R0' }, 'Choose how to sign this.'],
  ])('sends the form back filled for %s', async (_, wrong, message) => {
    const refused = await community.asker.client.post('/questions', { ...question, ...wrong });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain(message);
    expect(page.includes('the other does not')).toBe(!('body' in wrong));
  });

  it('takes a body of exactly 30,000 characters, counted as people count', async () => {
    const body = '👩‍🚀'.repeat(10_000);
    expect(body.length).toBeGreaterThan(30_000);
    const asked = await community.asker.client.post('/questions', { ...question, body });
    expect(asked.status).toBe(303);
  });

  it('shows a preview without keeping anything', async () => {
    const shown = await community.asker.client.post('/questions', { ...question, title: 'x', preview: '1' });
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('<strong>both</strong>');
  });

  it('treats __proto__ as a field that is not there', async () => {
    const body = new URLSearchParams({ ...question, ['__proto__']: 'polluted' });
    const fields = Object.fromEntries(body);
    const refused = await community.asker.client.post('/questions', { ...fields, ['__proto__ ']: 'x' });
    expect(refused.status).toBe(422);
  });
});

describe('a question page', () => {
  it('is the same bytes for all who are signed out, and answers an unchanged ETag with 304', async () => {
    const { path } = await ask(community.platform, community.asker);
    const first = await community.newClient().get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await community.newClient().get(path, { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });

  it('shows an answer at once to readers who had the page before', async () => {
    const { id, path } = await ask(community.platform, community.asker);
    const before = await community.newClient().page(path);
    expect(before).toContain('No answers yet');
    await answer(community.platform, community.answerer, {
      questionId: id,
      body: 'Ask for the on-call list first.',
    });
    const after = await community.newClient().page(path);
    expect(after).toContain('Ask for the on-call list first.');
    expect(after).toContain('1 answer');
  });

  it('is private for members', async () => {
    const { path } = await ask(community.platform, community.asker);
    const page = await community.outsider.client.get(path);
    expect(page.headers.get('cache-control')).toBe('private, no-store');
  });

  it('leads from a wrong slug, and from none, to the right one', async () => {
    const { id, path } = await ask(community.platform, community.asker);
    for (const wrong of [`/questions/${id}/other-words`, `/questions/${id}`]) {
      const moved = await community.newClient().get(wrong);
      expect([moved.status, moved.headers.get('location')]).toEqual([301, path]);
    }
  });

  it('is not there for an id of another kind, or of nothing', async () => {
    const { id, slug } = await ask(community.platform, community.asker);
    for (const path of [
      `/amas/${id}/${slug}`,
      '/questions/11111111111/x',
      `/questions/${id}x/${slug}`,
      '/questions/%00/x',
    ]) {
      expect((await community.newClient().get(path)).status, path).toBe(404);
    }
  });
});

describe('storage', () => {
  it('keeps no row that names both the account and what it posted', async () => {
    const { id } = await ask(community.platform, community.asker, { title: 'A question nobody may trace' });
    const { pool } = community.platform.db;
    const { rows: tables } = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const { rows } = await pool.query<{ line: string }>(`select t::text as line from ${name} as t`);
      const both = rows.filter(({ line }) => line.includes(community.asker.account.id) && line.includes(id));
      expect(both, name).toEqual([]);
    }
  });

  it('writes no row that names the account in the transaction of a masked post', async () => {
    const { id } = await ask(community.platform, community.asker);
    const { pool } = community.platform.db;
    const { rows: tables } = await pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    for (const { name } of tables) {
      const { rows } = await pool.query<{ line: string }>(
        `select t::text as line from ${name} as t where t.xmin = (select xmin from posts where id = $1)`,
        [id],
      );
      expect(
        rows.filter(({ line }) => line.includes(community.asker.account.id)),
        name,
      ).toEqual([]);
    }
  });

  it('stores masked times on a grid of a quarter of an hour, named ones exactly', async () => {
    const masked = await ask(community.platform, community.asker);
    const named = await ask(community.platform, community.answerer, { byline: 'named' });
    const { rows } = await community.platform.db.pool.query<{ id: string; at: Date }>(
      'select id, at from posts where id = any ($1)',
      [[masked.id, named.id]],
    );
    const at = (id: string) => rows.find((row) => row.id === id)?.at.toISOString();
    expect(at(masked.id)).toBe('2026-05-04T10:00:00.000Z');
    expect(at(named.id)).toBe('2026-05-04T10:07:00.000Z');
  });
});
