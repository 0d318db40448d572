import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import { addTopic, ask } from '../../../test/threads.ts';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import { deleteAccount } from '../accounts/deletion.ts';
import type { OwnRecord } from '../accounts/own-export.ts';
import { exportOwn } from '../accounts/own-export.ts';
import { findXmlFault } from '../feeds/well-formed-for-tests.ts';
import { listNotes } from './video-notes.ts';
import { listWatched } from './watched.ts';

let community: TestCommunity;
let video: AddedVideo;
let closed: AddedVideo;

beforeAll(async () => {
  community = await createTestCommunity();
  const { platform, answerer } = community;
  const topicId = await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const captions = { en: talk, sv: 'WEBVTT\n\n00:00.500 --> 00:04.000\nGod morgon.\n' };
  const chapters = '0:00 Fear\n0:30 Questions';
  video = await addVideo(platform, answerer, { captions, chapters, topicIds: [topicId] });
  closed = await addVideo(platform, answerer, { title: 'For us alone', audience: 'members', captions });
});
afterAll(() => community.close());

const stranger = () => community.newClient();

describe('the page of a video', () => {
  it('plays without a script, with captions in each language, and from a second on', async () => {
    const page = await stranger().page(video.path);
    expect(page).toMatch(/<video[^>]*controls/);
    expect(page).toContain(`<source src="/media/open/${video.folder}/video.mp4" type="video/mp4"`);
    expect(page).toMatch(/<track[^>]*srclang="en"[^>]*label="English"/i);
    expect(page).toMatch(/<track[^>]*srclang="sv"[^>]*label="Swedish"/i);
    expect(await stranger().page(`${video.path}?t=83`)).toContain('/video.mp4#t=83"');
    expect(await stranger().page(`${video.path}?t=%22%3E%3Cscript`)).not.toContain('<script>');
  });

  it('has the transcript under its chapters, with speakers, each paragraph leading to its second', async () => {
    const page = await stranger().page(video.path);
    expect(page).toContain('<h3 class="transcript-chapter" dir="auto">Questions</h3>');
    expect(page).toContain('<b class="said-by">Joe Guest: </b>');
    expect(page).toContain(`href="${video.path}?t=30" data-seek="30000"`);
    expect(page).toContain('everybody was afraid of it.');
    expect(await stranger().page(`${video.path}?lang=sv`)).toContain('God morgon.');
  });

  it('leads to itself under another slug, with the second kept', async () => {
    const moved = await stranger().get(`/videos/${video.id}/other?t=7`);
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${video.path}?t=7`]);
    expect((await stranger().get('/videos/11111111111/none')).status).toBe(404);
  });

  it('describes itself to search engines and to those who share it', async () => {
    const page = await stranger().page(video.path);
    const [, json = '{}'] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'VideoObject',
      duration: 'PT0H2M0S',
      contentUrl: `http://cairn.test/media/open/${video.folder}/video.mp4`,
      hasPart: [
        { '@type': 'Clip', name: 'Fear', startOffset: 0, endOffset: 30 },
        { name: 'Questions', startOffset: 30, endOffset: 120, url: `http://cairn.test${video.path}?t=30` },
      ],
    });
    expect(page).toContain(
      `<meta property="og:video" content="http://cairn.test/media/open/${video.folder}/video.mp4"`,
    );
  });

  it('makes times in comments lead there, and leaves code and what lies behind the end alone', async () => {
    const { asker, platform } = community;
    const body = 'At 1:10 it ends. `0:05` is code, 9:59 is not in it. [0:07](/topics) is a link.';
    await asker.client.post(`/posts/${video.id}/comments`, { body, byline: 'member' });
    const page = await stranger().page(video.path);
    expect(page).toContain(`<a href="${video.path}?t=70" data-seek="70000">1:10</a>`);
    expect(page).toContain('<code>0:05</code>');
    expect(page).toContain('9:59 is not in it');
    expect(page).toContain('<a href="/topics">0:07</a>');
    expect(platform.config.origin).toBe('http://cairn.test');
  });
});

describe('a video for members', () => {
  it('shows strangers its title and notes, and neither the video nor what is said', async () => {
    const page = await stranger().page(closed.path);
    expect(page).toContain('Sign in to watch');
    expect(page).not.toMatch(/<video|afraid of it|\/media\//);
    expect((await stranger().get(`${closed.path}/transcript`)).status).toBe(404);
  });

  it('plays for members from addresses that are signed', async () => {
    const page = await community.outsider.client.page(closed.path);
    expect(page).toMatch(/<source src="\/media\/(?!open)[^/]+\//);
    expect(page).toContain('afraid of it');
  });

  it('keeps its captions to members', async () => {
    const { rows } = await community.platform.db.pool.query<{ id: string }>(
      'select id from caption_tracks where video_id = $1',
      [closed.id],
    );
    const path = `/captions/${rows[0]?.id}/1/words.vtt`;
    expect((await stranger().get(path)).status).toBe(404);
    const words = await community.outsider.client.get(path);
    expect([words.status, words.headers.get('content-type'), words.headers.get('cache-control')]).toEqual([
      ...[200, 'text/vtt; charset=utf-8', 'private, no-store'],
    ]);
  });
});

describe('what one keeps of a video for oneself', () => {
  it('is where one left, sealed, and nobody else sees it', async () => {
    const { asker, outsider, platform } = community;
    expect((await asker.client.post(`/posts/${video.id}/watched`, { at: '61000' })).status).toBe(303);
    expect(await asker.client.page(video.path)).toMatch(/You were at <a href="[^"]*\?t=61"/);
    expect(await outsider.client.page(video.path)).toMatch(/id="watch-left" hidden/);
    const { rows } = await platform.db.pool.query('select encode(sealed, $1) as sealed from private_slots', [
      'hex',
    ]);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(video.id).toString('hex'));
    expect((await stranger().post(`/posts/${video.id}/watched`, { at: '1' })).status).toBe(401);
    expect((await asker.client.post(`/posts/${video.id}/watched`, { at: '-1' })).status).toBe(422);
  });

  it('begins anew after the end', async () => {
    const { asker } = community;
    await asker.client.post(`/posts/${video.id}/watched`, { at: '119000' });
    expect(await asker.client.page(video.path)).toMatch(/id="watch-left" hidden/);
  });

  it('is notes that come back, and go when they are emptied', async () => {
    const { asker, outsider } = community;
    const kept = await asker.client.post(`/posts/${video.id}/notes`, {
      notes: 'Ask my manager <b>about</b> this',
    });
    expect(redirectOf(kept)).toBe(`${video.path}#notes`);
    expect(await asker.client.page(video.path)).toContain('Ask my manager &lt;b>about');
    expect(await outsider.client.page(video.path)).not.toContain('Ask my manager');
    await asker.client.post(`/posts/${video.id}/notes`, { notes: '' });
    expect(await asker.client.page(video.path)).not.toContain('Ask my manager');
    expect((await asker.client.post(`/posts/${video.id}/notes`, { notes: 'x'.repeat(5001) })).status).toBe(
      422,
    );
  });
});

describe('an account', () => {
  it('is given what it has watched and noted, and takes it with it when it goes', async () => {
    const { colleague, platform } = community;
    await colleague.client.post(`/posts/${video.id}/watched`, { at: '61000' });
    await colleague.client.post(`/posts/${video.id}/notes`, { notes: 'Mine alone' });
    const records: OwnRecord[] = [];
    for await (const record of exportOwn(platform, colleague.account, '')) records.push(record);
    expect(records).toContainEqual({ type: 'watched', video: video.id, atMs: 61_000, done: false });
    expect(records).toContainEqual({ type: 'videoNotes', video: video.id, text: 'Mine alone' });
    await deleteAccount(platform, colleague.account, { masked: 'stay', named: 'stay' });
    expect(await listWatched(platform, platform.db, colleague.account)).toEqual([]);
    expect(await listNotes(platform, platform.db, colleague.account)).toEqual([]);
  });
});

describe('removed videos', () => {
  it('are gone with all that is said in them', async () => {
    const { platform, answerer } = community;
    const gone = await addVideo(platform, answerer, { title: 'Soon taken down', captions: { en: talk } });
    await ask(platform, community.asker);
    expect((await answerer.client.post(`/posts/${gone.id}/removal`, { removed: '1' })).status).toBe(303);
    expect((await stranger().get(gone.path)).status).toBe(404);
    expect((await stranger().get(`${gone.path}/transcript`)).status).toBe(404);
    const { rows } = await platform.db.pool.query<{ id: string }>(
      'select id from caption_tracks where video_id = $1',
      [gone.id],
    );
    expect((await stranger().get(`/captions/${rows[0]?.id}/1/words.vtt`)).status).toBe(404);
  });
});

describe('the sitemap', () => {
  it('shows search engines the videos that everybody may watch', async () => {
    await addVideo(community.platform, community.answerer, { title: 'Salt & <pepper>' });
    const xml = await stranger().page('/sitemap.xml');
    expect(findXmlFault(xml)).toBeNull();
    expect(xml).toContain('<video:title>Salt &amp; &lt;pepper&gt;</video:title>');
    expect(xml).toContain(
      `<video:content_loc>http://cairn.test/media/open/${video.folder}/video.mp4</video:content_loc>`,
    );
    expect(xml).toContain('<video:duration>120</video:duration>');
    expect(xml).not.toContain(closed.folder);
  });
});
