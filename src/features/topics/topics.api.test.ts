import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, ask } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;

beforeAll(async () => {
  api = await createApiForTests();
  const { platform } = api.community;
  const parentId = await addTopic(platform, {
    slug: 'leadership',
    name: 'Leadership',
    summary: 'About leading.',
  });
  const id = await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead', parentId, synonyms: ['tl'] });
  await platform.db.pool.query(
    `update topics set guide = 'Read *this*.', guide_html = '<p>Read.</p>' where id = $1`,
    [id],
  );
  await ask(platform, api.community.asker);
});
afterAll(() => api.community.close());

describe('topics by the API', () => {
  it('are all in one list, each with its parent and how much it holds', async () => {
    const { json } = await api.call(null, 'GET /topics');
    expect(json.topics).toEqual([
      {
        slug: 'leadership',
        name: 'Leadership',
        url: 'http://cairn.test/topics/leadership',
        summary: 'About leading.',
        parent: null,
        threadCount: 0,
      },
      {
        slug: 'tech-lead',
        name: 'Tech Lead',
        url: 'http://cairn.test/topics/tech-lead',
        summary: '',
        parent: { slug: 'leadership', name: 'Leadership' },
        threadCount: 1,
      },
    ]);
    await ask(api.community.platform, api.community.asker);
    expect((await api.call(null, 'GET /topics')).json.topics[1].threadCount).toBe(2);
  });

  it('have a guide, a parent and children', async () => {
    const child = await api.call(null, 'GET /topics/tech-lead');
    expect(child.json).toMatchObject({ guide: 'Read *this*.', guideHtml: '<p>Read.</p>', children: [] });
    expect(child.json.parent).toEqual({ slug: 'leadership', name: 'Leadership' });
    const parent = await api.call(null, 'GET /topics/leadership');
    expect([parent.json.parent, parent.json.children]).toEqual([
      null,
      [child.json].map(({ slug, name }) => ({ slug, name })),
    ]);
  });

  it('are found by their synonyms, with what follows', async () => {
    const moved = await api.call(null, 'GET /topics/tl');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/api/v1/topics/tech-lead']);
    const list = await api.call(null, 'GET /topics/tl/questions?sort=new');
    expect(list.headers.get('location')).toBe('/api/v1/topics/tech-lead/questions?sort=new');
  });

  it('that are not there are not found', async () => {
    for (const slug of ['none', 'Tech-Lead', 'a--b', 'a'.repeat(81)]) {
      expect([slug, (await api.call(null, `GET /topics/${slug}`)).status]).toEqual([slug, 404]);
      expect((await api.call(null, `GET /topics/${slug}/questions`)).status).toBe(404);
    }
    expect((await api.call(null, 'GET /topics/tech-lead/questions?sort=worst')).json.errors).toEqual({
      sort: 'Sort by best, new or unanswered.',
    });
  });
});
