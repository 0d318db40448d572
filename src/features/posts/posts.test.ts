import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addComment } from '../comments/comments.ts';
import { setRemoved } from './removal.ts';

let community: TestCommunity;
let question: { id: string; path: string };

beforeAll(async () => {
  community = await createTestCommunity({ jobs: 'running' });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await addTopic(community.platform, { slug: 'on-call', name: 'On-call' });
});
beforeEach(async () => {
  question = await ask(community.platform, community.asker);
});
afterAll(() => community.close());

const wording = {
  title: 'My tech lead left and I own two services',
  tldr: 'What first?',
  body: 'He built **both**.',
  topics: 'On-call',
};

describe('editing', () => {
  it('changes the page, its address and its topics, and keeps the earlier version as a diff', async () => {
    await community.newClient().page('/topics/tech-lead');
    const sent = await community.asker.client.post(`/posts/${question.id}/edit`, {
      ...wording,
      revision: '1',
    });
    const path = sent.headers.get('location') ?? '';
    expect(path).toBe(`/questions/${question.id}/my-tech-lead-left-and-i-own-two-services`);
    expect(await community.newClient().page(path)).toContain('<strong>both</strong>');
    expect(await community.newClient().page('/topics/tech-lead')).not.toContain(question.id);
    expect(await community.newClient().page('/topics/on-call')).toContain(question.id);
    const history = await community.newClient().page(`/posts/${question.id}/revisions`);
    expect(history).toMatch(/<del>[^<]*payments/);
    expect(history).toMatch(/<ins>[^<]*two/);
  });

  it('loses nothing when two tabs save: the later one gets both texts', async () => {
    await community.asker.client.post(`/posts/${question.id}/edit`, { ...wording, revision: '1' });
    const late = await community.asker.client.post(`/posts/${question.id}/edit`, {
      ...wording,
      body: 'From the other tab.',
      revision: '1',
    });
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain('From the other tab.');
    expect(page).toContain('He built **both**.');
    expect(page).toContain('name="revision" value="2"');
  });

  it.each(['Infinity', '1.5', '99999999999', '1e3', '-1', ''])(
    'takes a revision that is none (%s) for an old one',
    async (revision) => {
      const path = `/posts/${question.id}/edit`;
      expect((await community.asker.client.post(path, { ...wording, revision })).status).toBe(409);
    },
  );

  it('sends the form back filled when something is wrong', async () => {
    const refused = await community.asker.client.post(`/posts/${question.id}/edit`, {
      ...wording,
      title: 'short',
      revision: '1',
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('value="short"');
  });

  it('is the author’s alone', async () => {
    for (const other of [community.colleague, community.moderator, community.admin]) {
      const refused = await other.client.post(`/posts/${question.id}/edit`, { ...wording, revision: '1' });
      expect(refused.status).toBe(403);
      expect((await other.client.get(`/posts/${question.id}/edit`)).status).toBe(403);
    }
    expect((await community.newClient().get(`/posts/${question.id}/edit`)).status).toBe(401);
  });
});

describe('deleting one’s own post', () => {
  it('takes a question from its page, the lists and the front page, and brings it back', async () => {
    const visible = async () => {
      const reader = community.newClient();
      const page = (await reader.get(question.path)).status;
      const listed = (await reader.page('/topics/tech-lead')).includes(question.id);
      const front = (await reader.page('/questions?sort=new')).includes(question.id);
      return { page, listed, front };
    };
    expect(await visible()).toEqual({ page: 200, listed: true, front: true });
    await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '1' });
    expect(await visible()).toEqual({ page: 404, listed: false, front: false });
    expect(await community.asker.client.page(question.path)).toContain('You have deleted this.');
    await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '0' });
    expect(await visible()).toEqual({ page: 200, listed: true, front: true });
  });

  it('hides an answer and its versions from others, and counts again', async () => {
    const id = await answer(community.platform, community.answerer, {
      questionId: question.id,
      body: 'Secret words.',
    });
    await community.answerer.client.post(`/posts/${id}/removal`, { removed: '1' });
    const page = await community.newClient().page(question.path);
    expect(page).not.toContain('Secret words.');
    expect(page).toContain('No answers yet');
    for (const path of [`/posts/${id}`, `/posts/${id}/revisions`]) {
      expect((await community.outsider.client.get(path)).status, path).toBe(404);
    }
    expect((await community.answerer.client.get(`/posts/${id}/revisions`)).status).toBe(200);
  });

  it('is the author’s alone, and says what it takes', async () => {
    expect(
      (await community.colleague.client.post(`/posts/${question.id}/removal`, { removed: '1' })).status,
    ).toBe(403);
    expect(
      (await community.asker.client.post(`/posts/${question.id}/removal`, { removed: 'x' })).status,
    ).toBe(422);
  });
});

describe('a post that was taken away', () => {
  it('is gone for moderators too when its author took it back', async () => {
    await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '1' });
    for (const path of [question.path, `/posts/${question.id}`, `/posts/${question.id}/revisions`]) {
      expect((await community.moderator.client.get(path)).status, path).toBe(404);
    }
  });

  it('stays away when a moderator brings back what its author wants gone as well', async () => {
    const { platform } = community;
    const post = { id: question.id, threadId: question.id };
    await setRemoved(platform, post, { by: 'moderator', removed: true, reason: 'Names a colleague.' });
    await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '1' });
    expect(await setRemoved(platform, post, { by: 'moderator', removed: false })).toBe(true);
    expect((await community.newClient().get(question.path)).status).toBe(404);
    await community.asker.client.post(`/posts/${question.id}/removal`, { removed: '0' });
    expect((await community.newClient().get(question.path)).status).toBe(200);
  });

  it('takes everything that stands on it along', async () => {
    const { platform, answerer, colleague, outsider } = community;
    const answerId = await answer(platform, answerer, { questionId: question.id });
    const say = { body: 'Hello.', byline: 'member' } as const;
    const { id: commentId } = await addComment(platform, colleague.account, { onId: answerId, ...say });
    const { id: replyId } = await addComment(platform, outsider.account, { onId: commentId, ...say });
    const status = async () => (await community.newClient().get(`/posts/${replyId}`)).status;
    expect(await status()).toBe(302);
    await setRemoved(platform, { id: answerId, threadId: question.id }, { by: 'moderator', removed: true });
    expect(await status()).toBe(404);
  });
});

describe('closing', () => {
  it('shows the reason, takes the question from the unanswered ones, and can be undone', async () => {
    await addTopic(community.platform, { slug: 'leaving', name: 'Leaving' });
    question = await ask(community.platform, community.asker, { topics: ['leaving'] });
    const unanswered = async () =>
      (await community.newClient().page('/topics/leaving?sort=unanswered')).includes(question.id);
    expect(await unanswered()).toBe(true);
    await community.asker.client.post(`/posts/${question.id}/closure`, {
      closed: '1',
      reason: 'I took the second offer.',
    });
    expect(await community.newClient().page(question.path)).toContain('I took the second offer.');
    expect(await unanswered()).toBe(false);
    await community.asker.client.post(`/posts/${question.id}/closure`, { closed: '0' });
    expect(await unanswered()).toBe(true);
  });

  it('needs a reason, and the asker or a moderator; what a moderator closed, the asker cannot open', async () => {
    const close = (member: 'asker' | 'colleague' | 'moderator', form: Record<string, string>) =>
      community[member].client.post(`/posts/${question.id}/closure`, form);
    expect((await close('asker', { closed: '1', reason: ' ' })).status).toBe(422);
    expect((await close('colleague', { closed: '1', reason: 'Because.' })).status).toBe(403);
    expect((await close('moderator', { closed: '1', reason: 'Off topic here.' })).status).toBe(303);
    expect((await close('asker', { closed: '0' })).status).toBe(403);
    expect((await close('moderator', { closed: '0' })).status).toBe(303);
  });
});

describe('a link to a post', () => {
  it('leads to its place on the thread’s page', async () => {
    const id = await answer(community.platform, community.answerer, { questionId: question.id });
    const moved = await community.newClient().get(`/posts/${id}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([302, `${question.path}#p-${id}`]);
    expect((await community.newClient().get('/posts/22222222222')).status).toBe(404);
  });
});
