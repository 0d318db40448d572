import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';

let community: TestCommunity;
let question: { id: string; path: string };

beforeAll(async () => {
  community = await createTestCommunity({ jobs: 'running' });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
beforeEach(async () => {
  question = await ask(community.platform, community.asker);
});
afterAll(() => community.close());

async function comment(onId: string, body = 'How long did that take?'): Promise<string> {
  const sent = await community.answerer.client.post(`/posts/${onId}/comments`, { body, byline: 'role' });
  return redirectOf(sent).split('#p-')[1] ?? '';
}

describe('commenting', () => {
  it('leads to the comment, on its thread’s page', async () => {
    const id = await comment(question.id);
    const page = await community.newClient().page(question.path);
    expect(page).toContain(`id="p-${id}"`);
    expect(page).toContain('How long did that take?');
  });

  it('nests replies one level: a reply to a reply stands beside it', async () => {
    const first = await comment(question.id);
    const reply = await comment(first, 'Four weeks.');
    const next = await comment(reply, 'Thank you.');
    const { rows } = await community.platform.db.pool.query<{ id: string; on_id: string }>(
      'select id, on_id from posts where id = any ($1)',
      [[reply, next]],
    );
    expect(rows.map(({ on_id }) => on_id)).toEqual([first, first]);
  });

  it('comes back filled when it is too long', async () => {
    const refused = await community.answerer.client.post(`/posts/${question.id}/comments`, {
      body: 'long '.repeat(1001),
      byline: 'role',
    });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('up to 5,000 characters');
    expect(page).toContain('long long long');
  });

  it('is refused to strangers, on nothing, and below what was deleted', async () => {
    const form = { body: 'Hello.', byline: 'role' };
    expect((await community.newClient().post(`/posts/${question.id}/comments`, form)).status).toBe(401);
    expect((await community.answerer.client.post('/posts/11111111111/comments', form)).status).toBe(404);
    await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '1' });
    expect((await community.answerer.client.post(`/posts/${question.id}/comments`, form)).status).toBe(404);
    expect((await community.asker.client.post(`/posts/${question.id}/comments`, form)).status).toBe(403);
  });

  it('marks what the asker says', async () => {
    await community.asker.client.post(`/posts/${question.id}/comments`, {
      body: 'I forgot to say.',
      byline: 'member',
    });
    const page = await community.newClient().page(question.path);
    const [, said = ''] = page.split('class="comment"');
    expect(said).toContain('>asker</span>');
  });
});
