import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import { saveCaptions } from '../captions/tracks.ts';
import { citedMoments, readMoment, readSeconds } from './moment.ts';

let community: TestCommunity;
let video: AddedVideo;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  video = await addVideo(platform, answerer, { captions: { en: talk } });
});
afterAll(() => community.close());

const stranger = () => community.newClient();
const page = (path: string) => stranger().page(path);

function question(moment: string) {
  const title = 'How often did you reconcile in the end?';
  return {
    title,
    body: 'Every night sounds like a lot of work.',
    topics: 'tech-lead',
    byline: 'level-role',
    moment,
  };
}

async function momentsOf(postId: string) {
  const { rows } = await community.platform.db.pool.query<{ at_ms: number; words: string; asked: boolean }>(
    'select at_ms, words, asked from moments where post_id = $1 order by at_ms',
    [postId],
  );
  return rows;
}

describe('a question that is asked at a moment', () => {
  let path: string;
  let id: string;

  it('is written in the composer that all questions are, which names the moment and what is said there', async () => {
    const form = await community.asker.client.page(`/questions/new?moment=${video.id}%4038`);
    expect(form).toContain(`<input type="hidden" name="moment" value="${video.id}@38"`);
    expect(form).toContain('0:38 of How we moved payments to events');
    expect(form).toContain('We counted them twice, with reconciliation every night.');
    expect(await community.asker.client.page('/questions/new?moment=11111111111%405')).not.toContain(
      'name="moment"',
    );
  });

  it('says so on its page, with a small player at that second', async () => {
    path = redirectOf(await community.asker.client.post('/questions', question(`${video.id}@38`)));
    id = path.split('/')[2] ?? '';
    const shown = await page(path);
    expect(shown).toContain('Asked at');
    expect(shown).toContain(`href="${video.path}?t=38"`);
    expect(shown).toContain(`/video.mp4#t=38"`);
    expect(await momentsOf(id)).toMatchObject([{ at_ms: 38_000, asked: true }]);
  });

  it('stands on the page of the video, also where that was read before', async () => {
    const shown = await page(video.path);
    expect(shown).toContain('How often did you reconcile in the end?');
    expect(shown).toContain('Asked here, no answers yet');
    await answer(community.platform, community.answerer, { questionId: id });
    expect(await page(video.path)).toContain('Asked here, 1 answer');
  });

  it('names nobody in the row that ties it to the video', async () => {
    const { rows } = await community.platform.db.pool.query('select * from moments where post_id = $1', [id]);
    expect(Object.keys(rows[0] as object).toSorted()).toEqual([
      'asked',
      'at_ms',
      'post_id',
      'video_id',
      'words',
    ]);
    expect(JSON.stringify(rows)).not.toContain(community.asker.account.id);
  });

  it('finds its place again when the captions are replaced', async () => {
    const { platform, answerer } = community;
    const later = talk
      .replace('00:36.200 --> 00:44.000', '00:58.000 --> 01:05.000')
      .replace('twice, with', 'twice with');
    await saveCaptions(platform, answerer.account, {
      videoId: video.id,
      lang: 'en',
      kind: 'captions',
      source: later,
    });
    expect(await momentsOf(id)).toMatchObject([{ at_ms: 58_000 }]);
    expect(await page(path)).toContain(`href="${video.path}?t=58"`);
    const other = 'WEBVTT\n\n00:01.000 --> 00:02.000\nSomething else entirely is said now.\n';
    await saveCaptions(platform, answerer.account, {
      videoId: video.id,
      lang: 'en',
      kind: 'captions',
      source: other,
    });
    expect(await momentsOf(id)).toMatchObject([{ at_ms: 58_000 }]);
  });

  it('leaves the page of the video when it is deleted', async () => {
    await community.asker.client.post(`/posts/${id}/removal`, { removed: '1' });
    expect(await page(video.path)).not.toContain('How often did you reconcile');
  });

  it('is an ordinary question where the moment is none', async () => {
    const made = redirectOf(await community.asker.client.post('/questions', question('nonsense')));
    expect(await momentsOf(made.split('/')[2] ?? '')).toEqual([]);
  });
});

describe('a link to a moment', () => {
  it('in an answer shows that moment, and the question says that it is answered in a video', async () => {
    const { platform, asker, answerer } = community;
    const { id, path } = await ask(platform, asker);
    const body = `She says it [here](http://cairn.test${video.path}?t=31).`;
    await answer(platform, answerer, { questionId: id, body });
    const shown = await page(path);
    expect(shown).toContain('Answered in a video.');
    expect(shown).toContain('#t=31"');
    expect(await page(video.path)).toContain('Points here, 1 answer');
  });

  it('goes and comes with the text that it stands in', async () => {
    const { platform, asker } = community;
    const { id, path } = await ask(platform, asker, {
      title: 'Is this what she means there?',
      body: `${video.path}?t=12 [x](${video.path}?t=12)`,
    });
    expect(await page(video.path)).toContain('Is this what she means there?');
    const edited = {
      title: 'Is this what she means there?',
      tldr: '',
      body: 'Never mind the video.',
      topics: 'tech-lead',
      revision: '1',
    };
    expect((await asker.client.post(`/posts/${id}/edit`, edited)).status).toBe(303);
    expect(await page(video.path)).not.toContain('Is this what she means there?');
    expect(await page(path)).not.toContain('moment-card');
  });

  it('to a video for members shows neither the video nor what is said', async () => {
    const { platform, asker, answerer } = community;
    const closed = await addVideo(platform, answerer, {
      title: 'For us alone',
      audience: 'members',
      captions: { en: talk },
    });
    const { path } = await ask(platform, asker, { body: `[Here](${closed.path}?t=31)` });
    const shown = await page(path);
    expect(shown).toContain('0:31 of For us alone');
    expect(shown).not.toMatch(/<video|events were complete|\/media\//);
  });

  it('is read from what was rendered, up to twenty, and from nothing that only looks like one', () => {
    const link = (t: string) => `<a href="/videos/${video.id}/x?t=${t}">x</a>`;
    expect(
      citedMoments(link('5') + link('5') + link('-5') + link('x') + '<a href="/videos/short/x?t=1">'),
    ).toEqual([{ videoId: video.id, atMs: 5000 }]);
    expect(citedMoments(Array.from({ length: 30 }, (_, t) => link(String(t))).join(''))).toHaveLength(20);
    expect([readSeconds('761'), readSeconds('12m41s'), readSeconds('1e9'), readSeconds('')]).toEqual([
      761,
      761,
      null,
      null,
    ]);
    expect(readMoment(`${video.id}@99999999`)).toBeNull();
  });
});
