import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { redirectOf } from '../../../test/client.ts';
import { addTopic } from '../../../test/threads.ts';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import { beginVideo, chooseAda } from '../videos/videos-for-tests.ts';

const srt = '1\n00:00:00,500 --> 00:00:04,000\nGrüße an alle.\n';
const fileOf = (bytes: Buffer) => new File([new Uint8Array(bytes)], 'words.srt', { type: 'text/plain' });

let community: TestCommunity;
let video: AddedVideo;
let trackId: string;

beforeAll(async () => {
  community = await createTestCommunity();
  video = await addVideo(community.platform, community.answerer, { captions: { en: talk } });
  const sql = 'select id from caption_tracks where video_id = $1';
  const { rows } = await community.platform.db.pool.query<{ id: string }>(sql, [video.id]);
  trackId = rows[0]?.id ?? '';
});
afterAll(() => community.close());

const stranger = () => community.newClient();
const revision = async () => {
  const { rows } = await community.platform.db.pool.query<{ revision: number }>(
    'select revision from caption_tracks where id = $1',
    [trackId],
  );
  return String(rows[0]?.revision);
};

describe('captions', () => {
  it('are given to players as WebVTT', async () => {
    const answer = await stranger().get(`/captions/${trackId}/1/words.vtt`);
    expect(answer.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
    expect(await answer.text()).toContain('00:00:30.000 --> 00:00:36.000\n<v Joe Guest>How did you know');
    expect((await stranger().get('/captions/11111111111/1/words.vtt')).status).toBe(404);
  });

  it('are brought by the author of the video, in one more language, and taken away again', async () => {
    const { answerer, platform } = community;
    const german = {
      lang: 'de',
      kind: 'subtitles',
      captions: '1\n00:00:00,500 --> 00:00:04,000\nGuten Morgen.\n',
    };
    expect(redirectOf(await answerer.client.post(`/posts/${video.id}/captions`, german))).toBe(
      `/posts/${video.id}/captions`,
    );
    expect(await answerer.client.page(`/posts/${video.id}/captions`)).toContain('German');
    expect(await stranger().page(`${video.path}?lang=de`)).toContain('Guten Morgen.');
    const { rows } = await platform.db.pool.query<{ id: string }>(
      `select id from caption_tracks where lang = 'de'`,
    );
    await answerer.client.post(`/captions/${rows[0]?.id}/removal`);
    expect(await stranger().page(video.path)).not.toContain('German');
  });

  it('come back with the line that cannot be read, and what was written', async () => {
    const { answerer } = community;
    const broken = { lang: 'de', kind: 'captions', captions: 'WEBVTT\n\n00:01 --> 00:02\nHallo & <b>\n' };
    const answer = await answerer.client.post(`/posts/${video.id}/captions`, broken);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('Line 3: These are no times.');
    expect(page).toContain('Hallo &amp; &lt;b>');
    const chapters = await answerer.client.post(`/posts/${video.id}/chapters`, {
      chapters: '0:00 Begin\nsoon More',
    });
    expect([
      chapters.status,
      (await chapters.text()).includes('Line 2: A chapter is a time and a title'),
    ]).toEqual([422, true]);
  });

  it.each([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${srt}`)],
    ['UTF-16', Buffer.from(`\ufeff${srt}`, 'utf16le')],
  ])('come as a file too, in %s', async (_, bytes) => {
    const { answerer } = community;
    const made = await addVideo(community.platform, community.answerer, { title: 'With a file of words' });
    const sent = await answerer.client.upload(`/posts/${made.id}/captions`, 'file', fileOf(bytes), {
      ...{ lang: 'de', kind: 'captions', captions: '' },
    });
    expect(redirectOf(sent)).toBe(`/posts/${made.id}/captions`);
    expect(await stranger().page(`${made.path}?lang=de`)).toContain('Grüße an alle.');
  });

  it('come back as words where the file cannot be read, with the line', async () => {
    const path = `/posts/${video.id}/captions`;
    const send = async (bytes: Buffer, fields: Record<string, string> = { lang: 'de', kind: 'captions' }) =>
      await community.answerer.client.upload(path, 'file', fileOf(bytes), { captions: '', ...fields });
    const broken = await send(Buffer.from('WEBVTT\n\n00:01 --> 00:02\nHallo & <b>\n'));
    const page = await broken.text();
    expect([broken.status, page.includes('Line 3: These are no times.')]).toEqual([422, true]);
    expect(page).toContain('Hallo &amp; &lt;b>');
    const latin = await send(Buffer.from(srt, 'latin1'));
    expect([latin.status, (await latin.text()).includes('no text in UTF-8')]).toEqual([422, true]);
    const lost = await send(Buffer.from(srt), { lang: '?', kind: 'captions' });
    expect([lost.status, (await lost.text()).includes('Grüße an alle.')]).toEqual([422, true]);
    const wrong = await community.answerer.client.upload(path, 'other', fileOf(Buffer.from(srt)), {
      ...{ lang: 'de', kind: 'captions', captions: '' },
    });
    expect(wrong.status).toBe(400);
    const large = await send(Buffer.alloc(9_000_000, 'a'));
    expect(large.status).toBe(413);
  });

  it('and chapters can stand before the video is published, for its author alone', async () => {
    const { platform, asker, admin } = community;
    await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
    await chooseAda(community);
    const author = community.answerer;
    const id = await beginVideo(author, { publish: 'later' });
    const path = `/posts/${id}/captions`;
    const words = { lang: 'en', kind: 'captions', captions: talk };
    expect(await author.client.page(`/videos/own/${id}`)).toContain(path);
    expect((await author.client.post(path, words)).status).toBe(303);
    expect((await author.client.post(`/posts/${id}/chapters`, { chapters: '0:00 Fear' })).status).toBe(303);
    const page = await author.client.page(path);
    const track = /\/captions\/(\w+)\/1\/words\.vtt/.exec(page)?.[1] ?? '';
    expect(page).toContain('0:00 Fear');
    const vtt = `/captions/${track}/1/words.vtt`;
    const mended = { revision: '1', 'cue-1': 'We had one ledger, and it was feared.' };
    expect(redirectOf(await author.client.post(`/captions/${track}/corrections`, mended))).toBe(path);
    const seen = await author.client.get(vtt);
    expect([seen.headers.get('cache-control'), (await seen.text()).includes('it was feared')]).toEqual([
      'private, no-store',
      true,
    ]);
    for (const other of [asker, admin]) {
      expect((await other.client.get(path)).status).toBe(404);
      expect((await other.client.get(vtt)).status).toBe(404);
      expect((await other.client.post(path, words)).status).toBe(404);
      expect((await other.client.get(`/captions/${track}/corrections`)).status).toBe(404);
    }
    expect((await stranger().get(vtt)).status).toBe(404);
    expect(await stranger().page('/search?q=feared')).not.toContain('Reading a design document');
    expect((await author.client.post(`/posts/${id}/watched`, { at: '1000' })).status).toBe(404);
    await author.client.post(`/captions/${track}/removal`);
    expect(await author.client.page(path)).toContain('No captions yet');
  });

  it('are nobody else’s to bring', async () => {
    const { asker } = community;
    const words = { lang: 'en', kind: 'captions', captions: talk };
    expect((await asker.client.post(`/posts/${video.id}/captions`, words)).status).toBe(403);
    expect((await asker.client.post(`/posts/${video.id}/chapters`, { chapters: '' })).status).toBe(403);
    expect((await asker.client.post(`/captions/${trackId}/removal`)).status).toBe(403);
    expect((await asker.client.get(`/posts/${video.id}/captions`)).status).toBe(403);
    expect((await stranger().get(`/posts/${video.id}/captions`)).status).toBe(401);
  });

  it('can be as long as a long talk', async () => {
    const words = Array.from(
      { length: 5000 },
      (_, n) =>
        `00:${String(Math.floor(n / 60) % 60).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.000 --> 01:59:59.000\nこれは${n}番目の文です。ありがとうございます。\n`,
    );
    const captions = `WEBVTT\n\n${words.join('\n')}`;
    const long = await addVideo(community.platform, community.answerer, { title: 'A very long talk' });
    const answer = await community.answerer.client.post(`/posts/${long.id}/captions`, {
      lang: 'ja',
      kind: 'captions',
      captions,
    });
    expect(answer.status).toBe(303);
  });
});

describe('corrections of a transcript', () => {
  it('by the author are made at once, and seen at once', async () => {
    const { answerer } = community;
    await stranger().page(video.path);
    const form = await answerer.client.page(`/captions/${trackId}/corrections?from=1`);
    expect(form).toContain('We had one ledger');
    const fields = {
      revision: await revision(),
      'cue-1': 'We had one ledger, and nobody dared to touch it.',
    };
    expect(redirectOf(await answerer.client.post(`/captions/${trackId}/corrections`, fields))).toBe(
      `${video.path}/transcript`,
    );
    expect(await stranger().page(video.path)).toContain('nobody dared to touch it.');
  });

  it('by others are suggestions, which name nobody and change nothing', async () => {
    const { asker, answerer, platform } = community;
    const fields = { revision: await revision(), 'cue-2': 'How did you know the <events> were complete?' };
    const answer = await asker.client.post(`/captions/${trackId}/corrections`, fields);
    expect(await answer.text()).toContain('Thank you');
    expect(await stranger().page(video.path)).not.toContain('&lt;events>');
    const listed = await answerer.client.page(`/posts/${video.id}/suggestions`);
    expect(listed).toContain('How did you know the &lt;events> were complete?');
    expect(listed).not.toContain(asker.account.id);
    const { rows } = await platform.db.pool.query('select * from caption_suggestions');
    expect(JSON.stringify(rows)).not.toContain(asker.account.id);
    expect((await asker.client.get(`/posts/${video.id}/suggestions`)).status).toBe(403);
  });

  it('are taken over, or put away, by the author alone', async () => {
    const { asker, answerer, platform } = community;
    const { rows } = await platform.db.pool.query<{ id: string }>('select id from caption_suggestions');
    const path = `/suggestions/${rows[0]?.id}`;
    expect((await asker.client.post(path, { decision: 'accept' })).status).toBe(403);
    expect((await answerer.client.post(path, { decision: 'maybe' })).status).toBe(422);
    expect((await answerer.client.post(path, { decision: 'accept' })).status).toBe(303);
    expect(await stranger().page(video.path)).toContain('the &lt;events> were complete?');
    expect((await answerer.client.post(path, { decision: 'accept' })).status).toBe(404);
    expect((await platform.db.pool.query('select from caption_suggestions')).rowCount).toBe(0);
  });

  it('of words that have changed are refused, and their suggestions can only be put away', async () => {
    const { asker, answerer, platform } = community;
    const old = await revision();
    await asker.client.post(`/captions/${trackId}/corrections`, {
      revision: old,
      'cue-4': 'Nobody noticed it.',
    });
    await answerer.client.post(`/captions/${trackId}/corrections`, {
      revision: old,
      'cue-4': 'And nobody noticed.',
    });
    const late = await asker.client.post(`/captions/${trackId}/corrections`, {
      revision: old,
      'cue-4': 'Late',
    });
    expect(late.status).toBe(409);
    expect(await answerer.client.page(`/posts/${video.id}/suggestions`)).toContain(
      'These words have changed since.',
    );
    const { rows } = await platform.db.pool.query<{ id: string }>('select id from caption_suggestions');
    expect((await answerer.client.post(`/suggestions/${rows[0]?.id}`, { decision: 'accept' })).status).toBe(
      409,
    );
    expect((await answerer.client.post(`/suggestions/${rows[0]?.id}`, { decision: 'decline' })).status).toBe(
      303,
    );
  });

  it('say something, are no flood, and are for members', async () => {
    const { asker } = community;
    const post = async (fields: Record<string, string>) =>
      (await asker.client.post(`/captions/${trackId}/corrections`, { revision: await revision(), ...fields }))
        .status;
    expect(await post({ 'cue-0': ' \n ' })).toBe(422);
    expect(await post({})).toBe(400);
    expect(await post({ 'cue-0': 'a', 'cue-4000': 'b' })).toBe(400);
    expect(
      (await stranger().post(`/captions/${trackId}/corrections`, { revision: '1', 'cue-0': 'x' })).status,
    ).toBe(401);
  });
});

describe('what is said', () => {
  it('is found by search, and the result leads to the second', async () => {
    const found = await stranger().page('/search?q=reconciliation');
    expect(found).toContain(`href="${video.path}?t=36"`);
    expect(found).toMatch(/<mark>reconciliation<\/mark>/);
  });

  it('is found after it was corrected, and not by what it said before', async () => {
    const { answerer } = community;
    const fields = {
      revision: await revision(),
      'cue-3': 'We counted them twice, with bookkeepers every night.',
    };
    await answerer.client.post(`/captions/${trackId}/corrections`, fields);
    expect(await stranger().page('/search?q=bookkeepers')).toContain(`href="${video.path}?t=36"`);
    expect(await stranger().page('/search?q=reconciliation&literal=1')).not.toContain(video.path);
  });

  it('in a video for members is found by nobody', async () => {
    const captions = { en: 'WEBVTT\n\n00:00.000 --> 00:01.000\nxylophone rehearsal\n' };
    await addVideo(community.platform, community.answerer, {
      title: 'For us alone',
      audience: 'members',
      captions,
    });
    expect(await community.outsider.client.page('/search?q=xylophone&literal=1')).not.toContain(
      'For us alone',
    );
  });
});
