import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';
import { ownPostSlots } from '../posts/posts.ts';

let api: ApiForTests;

beforeAll(async () => {
  api = await createApiForTests();
  const { platform } = api.community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['tl'] });
  await addTopic(platform, { slug: 'layoffs', name: 'Layoffs' });
});
afterAll(() => api.community.close());

const asked = {
  title: '  My tech lead left and I own payments now ',
  tldr: 'He left.',
  body: 'He *knew* every customer.\r\n',
  topics: ['Layoffs', 'tl'],
  byline: 'level-role',
};

describe('asking by the API', () => {
  it('answers with the question, which is on its page at once', async () => {
    const created = await api.call('asker', 'POST /questions', asked);
    expect(created.status).toBe(201);
    const { id, url } = created.json;
    expect(created.headers.get('location')).toBe(`http://cairn.test/api/v1/questions/${id}`);
    expect(created.headers.get('cache-control')).toBe('no-store');
    expect(created.json).toMatchObject({
      url: `http://cairn.test/questions/${id}/my-tech-lead-left-and-i-own-payments-now`,
      title: 'My tech lead left and I own payments now',
      tldr: 'He left.',
      body: 'He *knew* every customer.',
      topics: [
        { slug: 'layoffs', name: 'Layoffs' },
        { slug: 'tech-lead', name: 'Tech Lead' },
      ],
      byline: {
        form: 'community',
        text: 'Senior Software Engineer at Cairn Community',
        level: 'Senior',
        role: 'Software Engineer',
      },
      votes: { up: 0, down: 0 },
      revision: 1,
      editedAt: null,
      accepted: [],
      closed: null,
    });
    expect(created.json.bodyHtml).toContain('<em>knew</em>');
    expect((await api.call(null, `GET /questions/${id}`)).json).toEqual(created.json);
    expect(await api.community.newClient().page(new URL(url).pathname)).toContain('<em>knew</em>');
    expect((await api.call(null, 'GET /questions?sort=new')).json.questions[0].id).toBe(id);
    expect((await api.call(null, 'GET /topics/tech-lead/questions')).json.questions[0].id).toBe(id);
  });

  it('keeps the time of a masked question to the quarter of an hour, and that of a named one as it is', async () => {
    const masked = await api.call('asker', 'POST /questions', { ...asked, byline: 'member' });
    expect(masked.json.at).toBe('2026-05-04T10:00:00.000Z');
    expect(masked.json.byline).toMatchObject({ text: 'Member of Cairn Community', level: null, role: null });
    const named = await api.call('answerer', 'POST /questions', { ...asked, byline: 'named' });
    expect(named.json.at).toBe('2026-05-04T10:07:00.000Z');
    expect(named.json.byline).toEqual({
      form: 'named',
      text: 'Ada Example (Staff Engineer at Fabrikam)',
      name: 'Ada Example',
      title: 'Staff Engineer at Fabrikam',
      profile: 'http://cairn.test/people/ada-example',
    });
  });

  it('says beside each field what is wrong with it', async () => {
    const refused = await api.call('asker', 'POST /questions', {
      title: 'Short',
      body: ' ',
      topics: [],
      byline: 'anonymous',
      tldr: 'x'.repeat(501),
    });
    expect(refused.status).toBe(422);
    expect(refused.json.errors).toEqual({
      title: 'The title needs at least 8 characters.',
      tldr: 'The TL;DR can have up to 500 characters, and has 501.',
      body: 'The text is empty.',
      topics: 'Choose at least one topic, so that the right people see this.',
      byline: 'Choose how to sign this.',
    });
    const blank = await api.call('asker', 'POST /questions', { ...asked, topics: [' '] });
    expect(blank.json.errors).toEqual({ topics: refused.json.errors.topics });
    const unknown = await api.call('asker', 'POST /questions', { ...asked, topics: ['x', 'tech-lead'] });
    expect([unknown.status, unknown.json.errors.topics]).toEqual([
      422,
      'There is no topic called “x”. Choose from the list.',
    ]);
    const long = await api.call('asker', 'POST /questions', { ...asked, body: '😀'.repeat(30_001) });
    expect(long.json.errors.body).toContain('up to 30,000');
    expect((await api.call('asker', 'POST /questions', { ...asked, body: '😀'.repeat(30_000) })).status).toBe(
      201,
    );
  });

  it('many at once by one account are all there, all its own, and counted', async () => {
    const { platform, moderator } = api.community;
    const asking = Array.from({ length: 24 }, () =>
      api.call('moderator', 'POST /questions', { ...asked, byline: 'member' }),
    );
    const answers = await Promise.all(asking);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const ids: string[] = answers.map(({ json }) => json.id);
    const own = await platform.slots.list(platform.db, ownPostSlots(moderator.account.id));
    expect(own.map(({ content }) => content.toString()).toSorted()).toEqual(ids.toSorted());
    const { rows: miscounted } = await platform.db.pool.query(
      `select list, kind, threads, unanswered from listing_counts where threads > 0
       except select list, kind, count(*), count(*) filter (where unanswered) from listings group by list, kind`,
    );
    expect(miscounted).toEqual([]);
  });

  it('under a name takes a profile', async () => {
    const refused = await api.call('asker', 'POST /questions', { ...asked, byline: 'named' });
    expect([refused.status, refused.json.detail]).toEqual([
      403,
      'To post under your name, make a profile in your settings first.',
    ]);
  });
});

describe('editing a question by the API', () => {
  it('changes what is named and leaves the rest', async () => {
    const { json } = await api.call('asker', 'POST /questions', asked);
    const edited = await api.call('asker', `PATCH /questions/${json.id}`, {
      revision: 1,
      body: 'He came back.',
    });
    expect(edited.status).toBe(200);
    expect(edited.json).toMatchObject({
      title: json.title,
      tldr: json.tldr,
      topics: json.topics,
      body: 'He came back.',
      revision: 2,
    });
    const moved = await api.call('asker', `PATCH /questions/${json.id}`, {
      revision: 2,
      title: 'My tech lead left, and came back',
      topics: ['tech-lead'],
      tldr: '',
    });
    expect(moved.json).toMatchObject({
      body: 'He came back.',
      tldr: '',
      topics: [{ slug: 'tech-lead' }],
      revision: 3,
    });
    expect(moved.json.url).toContain('my-tech-lead-left-and-came-back');
    const lists = await api.call(null, 'GET /topics/layoffs/questions?limit=100');
    expect(lists.json.questions.map(({ id }: { id: string }) => id)).not.toContain(json.id);
  });

  it('is refused on a revision that is not the present one, and loses nothing', async () => {
    const { json } = await api.call('asker', 'POST /questions', asked);
    const edit = (body: string) => api.call('asker', `PATCH /questions/${json.id}`, { revision: 1, body });
    const answers = await Promise.all([edit('One.'), edit('Two.'), edit('Three.')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await api.call(null, `GET /questions/${json.id}`)).json.body).toBe(winner?.json.body);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.json).toMatchObject({ type: 'http://cairn.test/api#conflict', status: 409 });
    expect((await api.call('asker', `PATCH /questions/${json.id}`, { revision: 9, body: 'x' })).status).toBe(
      409,
    );
  });

  it('is for its asker, and for questions', async () => {
    const { json } = await api.call('asker', 'POST /questions', asked);
    const change = { revision: 1, body: 'Mine now.' };
    for (const who of ['answerer', 'colleague', 'moderator', 'admin'] as const) {
      expect((await api.call(who, `PATCH /questions/${json.id}`, change)).status).toBe(403);
    }
    const answerId = await answer(api.community.platform, api.community.asker, { questionId: json.id });
    expect((await api.call('asker', `PATCH /questions/${answerId}`, change)).status).toBe(404);
    for (const sent of [{}, { revision: 2_147_483_648 }, { revision: 1.5 }, { revision: '1' }]) {
      const refused = await api.call('asker', `PATCH /questions/${json.id}`, { ...sent, body: 'x' });
      expect(refused.json.errors).toEqual({ revision: 'Send the revision that your change is made on.' });
    }
  });
});

describe('deleting a question by the API', () => {
  it('takes it from everybody, and it can be brought back', async () => {
    const { platform, asker, answerer } = api.community;
    const { id } = await ask(platform, asker);
    const answerId = await answer(platform, answerer, { questionId: id });
    expect((await api.call('asker', `DELETE /questions/${id}`)).status).toBe(204);
    for (const who of [null, 'answerer', 'asker', 'moderator'] as const) {
      for (const address of [`/questions/${id}`, `/questions/${id}/answers`, `/answers/${answerId}`]) {
        expect([who, address, (await api.call(who, `GET ${address}`)).status]).toEqual([who, address, 404]);
      }
    }
    expect((await api.call('asker', `PATCH /questions/${id}`, { revision: 1, body: 'x' })).status).toBe(403);
    expect((await api.call('answerer', `DELETE /posts/${id}/removal`)).status).toBe(404);
    expect((await api.call('asker', `DELETE /posts/${id}/removal`)).status).toBe(204);
    expect((await api.call(null, `GET /answers/${answerId}`)).status).toBe(200);
  });

  it('is for its asker', async () => {
    const { id } = await ask(api.community.platform, api.community.asker);
    expect((await api.call('colleague', `DELETE /questions/${id}`)).status).toBe(403);
    expect((await api.call('moderator', `DELETE /questions/${id}`)).status).toBe(403);
    expect((await api.call('asker', `DELETE /answers/${id}`)).status).toBe(404);
    expect((await api.call(null, `GET /questions/${id}`)).status).toBe(200);
  });
});
