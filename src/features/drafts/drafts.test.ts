import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, ask } from '../../../test/threads.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity({ jobs: 'running' });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

const typed = { kind: 'question', title: 'Half a title', body: 'canary-of-a-draft', topics: 'Tech Lead' };

async function save(
  fields: Record<string, string>,
): Promise<{ status: number; id: string; version: string; body: string }> {
  const response = await community.asker.client.post('/drafts', fields);
  const answer: Record<string, unknown> = response.status < 500 ? await response.json() : {};
  const inner = JSON.stringify(answer['fields'] ?? {});
  return {
    status: response.status,
    id: String(answer['id']),
    version: String(answer['version']),
    body: inner,
  };
}

describe('drafts', () => {
  it('are kept as one types, and taken up again', async () => {
    const first = await save(typed);
    expect(first.status).toBe(200);
    const second = await save({ ...typed, id: first.id, version: first.version, body: 'more of it' });
    expect([second.id, second.version]).toEqual([first.id, '2']);
    expect(await community.asker.client.page('/drafts')).toContain('Half a title');
    const form = await community.asker.client.page(`/questions/new?draft=${first.id}`);
    expect(form).toContain('more of it</textarea>');
    expect(form).toContain(`name="draft" value="${first.id}"`);
  });

  it('of two tabs do not overwrite each other', async () => {
    const { id, version } = await save(typed);
    await save({ ...typed, id, version, body: 'from the first tab' });
    const late = await save({ ...typed, id, version, body: 'from the second tab' });
    expect(late.status).toBe(409);
    for (const none of ['Infinity', '1.5', '99999999999', 'x']) {
      expect((await save({ ...typed, id, version: none })).status, none).toBe(409);
    }
    expect(late.body).toContain('from the first tab');
    const own = await save({ ...typed, body: 'from the second tab' });
    expect(own.status).toBe(200);
    expect(own.id).not.toBe(id);
  });

  it('go with the post that they became', async () => {
    const { id, version } = await save({ ...typed, title: 'A title that is whole' });
    const form = {
      title: 'A title that is whole',
      tldr: '',
      body: 'Whole.',
      topics: 'tech-lead',
      byline: 'role',
    };
    await community.asker.client.post('/questions', { ...form, draft: id, draftVersion: version });
    expect(await community.asker.client.page('/drafts')).not.toContain('A title that is whole');
  });

  it('fill the form of the answer that they belong to', async () => {
    const { id, path } = await ask(community.platform, community.answerer);
    await save({ kind: 'answer', on: id, body: 'an answer in the making', byline: 'role' });
    expect(await community.asker.client.page(path)).toContain('an answer in the making</textarea>');
    expect(await community.colleague.client.page(path)).not.toContain('an answer in the making');
  });

  it('are told apart where several are for one place, each taken up by its own address', async () => {
    const { id } = await ask(community.platform, community.answerer);
    const drafts = [];
    for (const kind of ['answer', 'comment', 'edit']) {
      for (const body of [`an earlier ${kind}`, `a later ${kind}`]) {
        const writer = kind === 'edit' ? community.answerer : community.asker;
        const saved = await writer.client.post('/drafts', { ...typed, kind, on: id, body });
        drafts.push({ ...(await saved.json()), body, writer });
      }
    }
    for (const { id: draft, body, writer } of drafts) {
      let response = await writer.client.get(`/drafts/${draft}`);
      while (response.status >= 300) {
        response = await writer.client.get(response.headers.get('location') ?? '');
      }
      expect(await response.text()).toContain(`${body}</textarea>`);
    }
  });

  it('belong to their writer alone', async () => {
    const { id } = await save(typed);
    expect((await community.colleague.client.get(`/drafts/${id}`)).status).toBe(404);
    expect((await community.newClient().post('/drafts', typed)).status).toBe(401);
    await community.colleague.client.post(`/drafts/${id}`);
    expect((await community.asker.client.get(`/drafts/${id}`)).status).toBe(303);
  });

  it('are unreadable in the database, and say nothing of whose they are', async () => {
    await save(typed);
    const { rows } = await community.platform.db.pool.query<{ line: string }>(
      `select encode(sealed, 'escape') || private_slots::text as line from private_slots`,
    );
    const text = rows.map(({ line }) => line).join('\n');
    expect(rows.length).toBeGreaterThan(0);
    expect(text).not.toContain('canary-of-a-draft');
    expect(text).not.toContain(community.asker.account.id);
  });

  it('are refused when they are of nothing, or enormous', async () => {
    expect((await community.asker.client.post('/drafts', { ...typed, kind: 'poem' })).status).toBe(400);
    expect(
      (await community.asker.client.post('/drafts', { ...typed, body: 'x'.repeat(170_000) })).status,
    ).toBe(422);
  });

  it('say so when there are too many', async () => {
    const statuses = [];
    for (let number = 0; number < 33; number += 1) {
      statuses.push((await community.outsider.client.post('/drafts', typed)).status);
    }
    expect(statuses.slice(0, 32).every((status) => status === 200)).toBe(true);
    expect(statuses[32]).toBe(422);
  });
});
