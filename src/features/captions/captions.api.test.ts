import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CastName } from '../../../test/cast.ts';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;
let video: AddedVideo;
let closed: AddedVideo;
let draftId: string;

beforeAll(async () => {
  api = await createApiForTests({ environment: { VIDEO_AUTHORS: 'chosen' } });
  const { platform, answerer } = api.community;
  video = await addVideo(platform, answerer);
  closed = await addVideo(platform, answerer, { audience: 'members', captions: { en: talk } });
  draftId = 'draftVideo1';
  await platform.db.pool.query(
    `insert into videos (id, profile_id, draft) values ($1, $2, '{"title": "Not yet", "body": "", "topics": []}')`,
    [draftId, answerer.account.profile?.id],
  );
});
afterAll(() => api.community.close());

const bytes = (text: string, encoding: BufferEncoding = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));

async function put(
  path: string,
  file: Uint8Array<ArrayBuffer> = bytes(talk),
  who: CastName | null = 'answerer',
  type: string | null = null,
) {
  return await api.sendFile(who, `PUT ${path}`, file, type);
}

describe('captions by the API', () => {
  it('are a file as it is, and are read cue by cue', async () => {
    const path = `/videos/${video.id}/captions/en`;
    expect((await api.call(null, `GET ${path}`)).status).toBe(404);
    const sent = await put(path);
    expect([sent.status, sent.json]).toEqual([200, { lang: 'en', kind: 'captions', revision: 1 }]);
    const read = await api.call(null, `GET ${path}`);
    expect(read.json.cues).toHaveLength(5);
    expect(read.json.cues[0]).toEqual({
      ...{ position: 0, startsAt: 0.5, endsAt: 4, speaker: 'Ada Example' },
      text: 'Good morning. This is a talk about moving payments.',
    });
    expect(await api.community.newClient().page(video.path)).toContain('everybody was afraid of it');
    expect((await api.call(null, `GET /videos/${video.id}`)).json.captions).toHaveLength(1);
  });

  it('are replaced in the same language and kind, and stand beside those of others', async () => {
    const path = `/videos/${video.id}/captions`;
    const srt = bytes('1\r\n00:00:01,000 --> 00:00:02,000\r\nGuten Morgen.\r\n');
    expect((await put(`${path}/en`)).json.revision).toBe(2);
    expect((await put(`${path}/de?kind=subtitles`, srt, 'admin', 'application/x-subrip')).status).toBe(200);
    expect((await api.call(null, `GET ${path}`)).json).toEqual({
      captions: [
        { lang: 'en', kind: 'captions', revision: 2 },
        { lang: 'de', kind: 'subtitles', revision: 1 },
      ],
    });
    expect((await api.call(null, `GET ${path}/de`)).status).toBe(404);
    expect((await api.call(null, `GET ${path}/de?kind=subtitles`)).json.cues[0].text).toBe('Guten Morgen.');
    expect((await api.call(null, `GET ${path}/de?kind=songs`)).status).toBe(422);
  });

  it('that cannot be read are refused with the line and the reason, and change nothing', async () => {
    const path = `/videos/${video.id}/captions/en`;
    const before = await api.call(null, `GET ${path}`);
    const wrong = await put(path, bytes('WEBVTT\n\n00:01.000 -> 00:02.000\nHello\n'));
    expect([wrong.status, wrong.json.errors.captions]).toEqual([422, expect.stringMatching(/^Line 3: \S/)]);
    expect((await put(path, bytes(''))).json.errors.captions).toContain('There is nothing in this file.');
    expect((await put(path, bytes('caf\xe9', 'latin1'))).json.errors.captions).toContain('no text in UTF-8');
    expect((await put(path.replace(/en$/, 'German!'))).json.errors.lang).toContain('short form');
    expect((await put(`${path}?kind=songs`)).status).toBe(422);
    expect((await put(path, bytes('x'.repeat(4_000_001)))).status).toBe(413);
    for (const type of ['application/json', 'multipart/form-data; boundary=x'])
      expect((await put(path, bytes(talk), 'answerer', type)).status).toBe(415);
    expect((await api.call(null, `GET ${path}`)).text).toBe(before.text);
  });

  it('are written and removed by the author and admins alone', async () => {
    const path = `/videos/${video.id}/captions/de?kind=subtitles`;
    for (const [who, status] of [
      [null, 401],
      ['asker', 403],
      ['moderator', 403],
    ] as const) {
      expect([who, (await put(path, bytes(talk), who)).status]).toEqual([who, status]);
      expect([who, (await api.call(who, `DELETE ${path}`)).status]).toEqual([who, status]);
    }
    expect((await api.call('answerer', `DELETE /videos/${video.id}/captions/de`)).status).toBe(404);
    expect((await api.call('answerer', `DELETE ${path}`)).status).toBe(204);
    expect((await api.call('answerer', `DELETE ${path}`)).status).toBe(404);
    expect((await put('/videos/11111111111/captions/en')).status).toBe(404);
  });

  it('of a video for members are read with a token alone', async () => {
    for (const path of ['captions', 'captions/en', 'chapters']) {
      expect((await api.call(null, `GET /videos/${closed.id}/${path}`)).status).toBe(404);
      const read = await api.call('outsider', `GET /videos/${closed.id}/${path}`);
      expect([read.status, read.headers.get('cache-control')]).toEqual([200, 'no-store']);
    }
  });

  it('of a video that is not published yet are its author’s alone', async () => {
    const path = `/videos/${draftId}`;
    expect((await put(`${path}/captions/en`)).status).toBe(200);
    expect((await put(`${path}/captions/en`, bytes(talk), 'admin')).status).toBe(404);
    expect((await api.call('answerer', `GET ${path}/captions/en`)).status).toBe(200);
    const chapters = { chapters: [{ at: 0, title: 'All of it' }] };
    expect((await api.call('answerer', `PUT ${path}/chapters`, chapters)).json).toEqual(chapters);
    for (const who of [null, 'asker', 'moderator', 'admin'] as const)
      for (const part of ['captions', 'captions/en', 'chapters'])
        expect((await api.call(who, `GET ${path}/${part}`)).status).toBe(404);
  });
});

describe('chapters by the API', () => {
  const chapters = [
    { at: 0, title: 'One ledger' },
    { at: 30.25, title: '- What we (really) learned' },
  ];

  it('are a list, which is on the page as it was sent', async () => {
    const path = `/videos/${video.id}/chapters`;
    const sent = await api.call('answerer', `PUT ${path}`, { chapters });
    expect([sent.status, sent.json]).toEqual([200, { chapters }]);
    expect((await api.call(null, `GET ${path}`)).json).toEqual({ chapters });
    expect((await api.call(null, `GET /videos/${video.id}`)).json.chapters).toEqual(chapters);
    expect(await api.community.newClient().page(video.path)).toContain('- What we (really) learned');
    expect((await api.call('asker', `PUT ${path}`, { chapters })).status).toBe(403);
    expect((await api.call(null, `PUT ${path}`, { chapters })).status).toBe(401);
  });

  it('are refused by their place, and change nothing', async () => {
    const path = `/videos/${video.id}/chapters`;
    const send = async (...given: object[]) =>
      (await api.call('answerer', `PUT ${path}`, { chapters: given })).json.errors;
    expect(await send({ at: 9, title: 'Second' }, { at: 9, title: 'First' })).toEqual({
      chapters: 'Chapter 2: It begins before the chapter above it, 0:09.',
    });
    expect(await send({ at: 120, title: 'Late' })).toEqual({
      chapters: 'Chapter 1: The video ends at 2:00.',
    });
    expect(await send({ at: -1, title: '' })).toEqual({
      'chapters.0.at': 'A chapter begins at a second.',
      'chapters.0.title': 'The title is empty.',
    });
    const many = Array.from({ length: 101 }, (_, at) => ({ at, title: 'Another' }));
    expect((await send(...many)).chapters).toContain('up to 100 chapters');
    expect((await api.call(null, `GET ${path}`)).json).toEqual({ chapters });
    expect((await api.call('answerer', `PUT ${path}`, { chapters: [] })).json).toEqual({ chapters: [] });
  });
});
