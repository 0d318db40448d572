import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo } from '../../../test/videos.ts';
import { findXmlFault } from '../feeds/well-formed-for-tests.ts';
import { readLines } from './series-lines.ts';

let community: TestCommunity;
let first: AddedVideo;
let second: AddedVideo;
let closed: AddedVideo;
const path = '/series/events-from-the-ground-up';

beforeAll(async () => {
  community = await createTestCommunity({ environment: { VIDEO_AUTHORS: 'chosen' } });
  const { platform, answerer } = community;
  await platform.db.pool.query('insert into video_authors (profile_id) values ($1)', [
    answerer.account.profile?.id,
  ]);
  first = await addVideo(platform, answerer, { title: 'Why events at all & when not' });
  second = await addVideo(platform, answerer, { title: 'Counting everything twice' });
  closed = await addVideo(platform, answerer, { title: 'What went wrong, for members', audience: 'members' });
});
afterAll(() => community.close());

const stranger = () => community.newClient();
const fields = () => ({
  name: 'Events from the ground up',
  summary: 'From one ledger to many.',
  videos: `http://cairn.test${second.path} Reconciliation <b>explained</b>\n\n${first.id}\n${closed.path}`,
});

describe('a series', () => {
  it('is started by who may publish videos, and lists them in the order of the lines', async () => {
    const { answerer, asker } = community;
    expect((await asker.client.get('/series/new')).status).toBe(403);
    expect((await asker.client.post('/series', fields())).status).toBe(403);
    expect((await stranger().post('/series', fields())).status).toBe(401);
    expect(redirectOf(await answerer.client.post('/series', fields()))).toBe(path);
    const page = await stranger().page(path);
    const order = [
      'Counting everything twice',
      'Why events at all &amp; when not',
      'What went wrong, for members',
    ];
    expect(
      order.map((title) => page.indexOf(title)).every((at, place, all) => at > (all[place - 1] ?? 0)),
    ).toBe(true);
    expect(page).toContain('Reconciliation &lt;b>explained&lt;/b>');
    expect(await stranger().page('/series')).toContain('Events from the ground up');
  });

  it('shows the picture of what everybody may watch, and of nothing else', async () => {
    const page = await stranger().page(path);
    expect(page).toContain(`/media/open/${first.folder}/poster.jpg`);
    expect(page).not.toContain(closed.folder);
  });

  it('comes back with the line that is no video', async () => {
    const { answerer } = community;
    const wrong = { ...fields(), name: 'Another one', videos: `${first.path}\nhello\n${first.id}` };
    const answer = await answerer.client.post('/series', wrong);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(
      'Line 2: begin with the address of a video. Line 3: this video stands above already.',
    );
    const absent = await answerer.client.post('/series', { ...wrong, videos: '11111111111' });
    expect([absent.status, (await absent.text()).includes('Line 1: there is no such video here.')]).toEqual([
      422,
      true,
    ]);
    expect((await answerer.client.post('/series', fields())).status).toBe(422);
    expect((await stranger().get('/series/another-one')).status).toBe(404);
  });

  it('stands on the pages of its videos, with what comes next', async () => {
    const page = await stranger().page(second.path);
    expect(page).toContain('Part 1 of 3');
    expect(page).toContain(`<a href="${first.path}" dir="auto">Why events at all`);
  });

  it('tells members how far they are, what is next, and that they are done', async () => {
    const { asker } = community;
    expect(await asker.client.page(path)).toContain('Nothing watched yet.');
    await asker.client.post(`/posts/${second.id}/watched`, { at: '120000' });
    await asker.client.post(`/posts/${first.id}/watched`, { at: '40000' });
    const page = await asker.client.page(path);
    expect(page).toContain('1 of 3 watched.');
    expect(page).toContain(`<a href="${first.path}?t=40" dir="auto">Why events`);
    expect(page).toContain('from 0:40 on');
    for (const { id } of [first, closed]) await asker.client.post(`/posts/${id}/watched`, { at: '120000' });
    expect(await asker.client.page(path)).toContain('You have watched all of it.');
    expect(await stranger().page(path)).not.toMatch(/watched/);
  });

  it('is a feed that programs for podcasts play, without what is for members', async () => {
    const answer = await stranger().get(`${path}.rss`);
    const rss = await answer.text();
    expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    expect(findXmlFault(rss)).toBeNull();
    expect(rss).toContain(`url="http://cairn.test/media/open/${first.folder}/video.mp4"`);
    expect(rss).toContain('<itunes:duration>120</itunes:duration>');
    expect(rss).not.toContain(closed.folder);
    const atom = await stranger().page(`${path}.atom`);
    expect(findXmlFault(atom)).toBeNull();
    expect(atom).toContain('rel="enclosure"');
    expect((await stranger().get('/series/none.rss')).status).toBe(404);
  });

  it('is changed by its maker and by admins, and seen at once', async () => {
    const { asker, answerer, admin } = community;
    await stranger().page(path);
    expect(await answerer.client.page(`${path}/edit`)).toContain('Reconciliation &lt;b>explained');
    const shorter = { ...fields(), name: 'Events, from the ground up', videos: second.id };
    expect((await asker.client.post(path, shorter)).status).toBe(403);
    expect((await asker.client.get(`${path}/edit`)).status).toBe(403);
    expect((await admin.client.post(path, shorter)).status).toBe(303);
    expect(await stranger().page(path)).toContain('Events, from the ground up');
    expect(await stranger().page(first.path)).not.toContain('Part 2 of 3');
  });

  it('does not name a video that was deleted', async () => {
    await community.answerer.client.post(`/posts/${second.id}/removal`, { removed: '1' });
    expect(await stranger().page(path)).not.toContain('Counting everything twice');
    expect(await stranger().page(`${path}.rss`)).not.toContain('Counting everything twice');
  });

  it('can be taken apart, and its videos stay', async () => {
    const { asker, answerer } = community;
    expect((await asker.client.post(`${path}/removal`)).status).toBe(403);
    expect((await answerer.client.post(`${path}/removal`)).status).toBe(303);
    expect((await stranger().get(path)).status).toBe(404);
    expect((await stranger().get(first.path)).status).toBe(200);
  });

  it('holds up to 200 videos', () => {
    const numbers = Array.from({ length: 201 }, (_, n) => String(n + 1111).replaceAll('0', 'a'));
    const lines = numbers.map((number) => `1111111${number} x`);
    expect(readLines(lines.slice(1).join('\n')).troubles).toEqual([]);
    expect(readLines(lines.join('\n')).troubles).toEqual(['A series can have up to 200 videos.']);
    expect(readLines(`11111111111 ${'x'.repeat(501)}`).troubles).toEqual([
      'Line 1: a summary can have up to 500 characters.',
    ]);
  });
});
