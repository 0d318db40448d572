import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { Member, TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { urls } from '../../urls.ts';
import { largestUpload } from './portrait-image.ts';

let community: TestCommunity;
let ada: Member;

beforeAll(async () => {
  community = await createTestCommunity();
  ada = community.answerer;
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterAll(async () => await community.close());

const page = urls.settingsPortrait();

function send(upload: Buffer, name = 'me.jpg', type = 'image/jpeg'): Promise<Response> {
  return ada.client.upload(page, 'portrait', new File([new Uint8Array(upload)], name, { type }));
}

/** Left half red, right half blue; the camera was held sideways, and says where it was. */
async function photograph(): Promise<Buffer> {
  const red = await sharp({ create: { width: 100, height: 200, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();
  return await sharp({ create: { width: 200, height: 200, channels: 3, background: '#00f' } })
    .composite([{ input: red, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Artist: 'canary-artist' }, IFD3: { GPSLatitude: '51/1 30/1 3230/100' } })
    .jpeg()
    .toBuffer();
}

async function portraitsStored(): Promise<{ id: string; large: Buffer }[]> {
  const { rows } = await community.platform.db.pool.query<{ id: string; large: Buffer }>(
    'select id, large from portraits',
  );
  return rows;
}

async function addressShown(): Promise<string> {
  const html = await community.newClient().page('/people/ada-example');
  return /\/portraits\/\w+\/320/.exec(html)?.[0] ?? '';
}

test('a portrait is turned as the camera says, cut square, and keeps nothing but its pixels', async () => {
  const upload = await photograph();
  expect(upload.includes('canary-artist')).toBe(true);
  expect(redirectOf(await send(upload))).toBe(`${page}?done=saved`);
  const response = await community.newClient().get(await addressShown());
  const image = Buffer.from(await response.arrayBuffer());
  const { format, width, height, exif, icc, xmp, orientation } = await sharp(image).metadata();
  expect({ format, width, height, exif, icc, xmp, orientation }).toEqual({
    format: 'webp',
    width: 320,
    height: 320,
  });
  expect(image.includes('canary')).toBe(false);
  const { data } = await sharp(image).resize(2, 2).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [topRed = 0, bottomRed = 0] = [data[0], data[6]];
  expect(topRed).toBeGreaterThan(200);
  expect(bottomRed).toBeLessThan(60);
});

test('it is served for good under an address of its own, as an image and nothing else', async () => {
  const address = await addressShown();
  const { headers, status } = await community.newClient().get(address);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('image/webp');
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('set-cookie')).toBeNull();
  for (const wrong of ['/portraits/nothinghere/320', `${address}0`, address.replace('320', 'large')]) {
    const missing = await community.newClient().get(wrong);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
  }
});

test('it stands beside the name on posts, never on a masked one of the same account', async () => {
  const { platform, asker } = community;
  const { id, path } = await ask(platform, asker, { title: 'A question that two sorts of authors answer' });
  await answer(platform, ada, { questionId: id, body: 'By name.', byline: 'named' });
  const masked = await ask(platform, ada, { title: 'A question that Ada asks behind a mask' });
  const reader = community.newClient();
  expect(await reader.page(path)).toMatch(
    /<img class="face face-named" src="\/portraits\/\w+\/96" width="96" height="96"/,
  );
  expect(await reader.page(masked.path)).not.toContain('/portraits/');
});

test('a new one takes the place of the old one, whose address answers no more', async () => {
  const before = await addressShown();
  await send(
    await sharp({ create: { width: 40, height: 60, channels: 4, background: '#0f08' } })
      .png()
      .toBuffer(),
  );
  const after = await addressShown();
  expect(after).not.toBe(before);
  expect((await community.newClient().get(before)).status).toBe(404);
  expect(await portraitsStored()).toHaveLength(1);
});

test('the first frame of an animated WebP is taken', async () => {
  const frame = (background: string) =>
    sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toBuffer();
  const moving = await sharp([await frame('#0f0'), await frame('#f00')], { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  expect((await sharp(moving).metadata()).pages).toBe(2);
  expect((await send(moving)).status).toBe(303);
  const [stored] = await portraitsStored();
  const { pages } = await sharp(stored?.large).metadata();
  const [red = 255, green = 0] = await sharp(stored?.large).resize(1, 1).removeAlpha().raw().toBuffer();
  expect([pages ?? 1, red < 40, green > 200]).toEqual([1, true, true]);
});

test('a picture that is a page as well comes out as a picture', async () => {
  const png = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#abc' } })
    .png()
    .toBuffer();
  expect(
    (await send(Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), 'x.html', 'text/html'))
      .status,
  ).toBe(303);
  const [stored] = await portraitsStored();
  expect(stored?.large.includes('script')).toBe(false);
});

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } });
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://192.0.2.1/x.png"/></svg>';
const truncated = async () => {
  const whole = await sharp({
    create: {
      width: 600,
      height: 600,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', sigma: 30, mean: 128 },
    },
  })
    .jpeg()
    .toBuffer();
  return whole.subarray(0, whole.length / 2);
};

const hostile: [string, () => Promise<Buffer> | Buffer, RegExp][] = [
  ['no file', () => Buffer.alloc(0), /Choose a picture/],
  ['a TIFF', () => blank(20, 20).tiff().toBuffer(), /This is a TIFF\. We take JPEG, PNG and WebP/],
  ['a GIF', () => blank(20, 20).gif().toBuffer(), /This is a GIF/],
  ['an AVIF', () => blank(20, 20).avif().toBuffer(), /AVIF or HEIC/],
  ['a HEIC', () => Buffer.from('00000018667479706865696300000000', 'hex'), /AVIF or HEIC/],
  ['an SVG that asks for an address', () => Buffer.from(svg), /SVG or a page/],
  ['an SVG behind a declaration', () => Buffer.from(`<?xml version="1.0"?>${svg}`), /SVG or a page/],
  [
    'a page that is a picture further on',
    async () => Buffer.concat([Buffer.from('<html>'), await photograph()]),
    /SVG or a page/,
  ],
  [
    'a playlist that names an address',
    () => Buffer.from('#EXTM3U\nhttp://192.0.2.1/'),
    /no picture that we know/,
  ],
  ['half a photograph', truncated, /damaged or incomplete/],
  ['only the beginning of a PNG', () => Buffer.from('89504e470d0a1a0a', 'hex'), /damaged or incomplete/],
  [
    'a WebP of noise',
    () => Buffer.concat([Buffer.from('RIFFxxxxWEBPVP8 '), Buffer.alloc(900, 7)]),
    /damaged or incomplete/,
  ],
  ['a flood of pixels', () => blank(8000, 8000).png({ compressionLevel: 9 }).toBuffer(), /8000 by 8000/],
  [
    'a flood that must be read at once',
    () => blank(4500, 4500).png({ progressive: true }).toBuffer(),
    /4500 by 4500. Up to 16 million/,
  ],
];

test.each(hostile)('%s is refused with the reason, and what was there stays', async (_, make, reason) => {
  const before = await portraitsStored();
  const response = await send(await make());
  expect(response.status).toBe(422);
  const html = await response.text();
  expect(html).toMatch(reason);
  expect(html).toContain('id="field-portrait-error"');
  expect(await portraitsStored()).toEqual(before);
});

test('forty megapixels are read; the name and the type of the file count for nothing', async () => {
  const large = await blank(8000, 4990).jpeg({ quality: 40 }).toBuffer();
  expect((await send(large, 'holiday.svg', 'image/svg+xml')).status).toBe(303);
});

test('what is too large comes back with the page, and other forms keep their limit', async () => {
  const response = await send(Buffer.alloc(largestUpload + 20_000));
  expect(response.status).toBe(413);
  expect(await response.text()).toContain('larger than 10 MB');
  const form = { name: 'Ada Example', slug: '', title: '', bio: 'x'.repeat(600_000), links: '' };
  expect((await ada.client.post('/settings/profile', form)).status).toBe(413);
});

test.each([
  ['a form without a file', { portrait: 'text' }],
  ['a form without anything', {}],
])('%s is not understood', async (_, fields) => {
  expect((await ada.client.post(page, fields)).status).toBe(400);
});

test('a file of another field, or a body that is none, is not understood', async () => {
  const file = new File(['x'], 'x.png');
  expect((await ada.client.upload(page, 'other', file)).status).toBe(400);
  const headers = { 'content-type': 'multipart/form-data; boundary=xx' };
  expect((await ada.client.post(page, {}, headers)).status).toBe(400);
});

test('only the owner of a profile has a portrait', async () => {
  const file = new File([new Uint8Array(await photograph())], 'me.jpg');
  const { outsider } = community;
  expect((await community.newClient().upload(page, 'portrait', file)).status).toBe(401);
  expect((await outsider.client.upload(page, 'portrait', file)).status).toBe(409);
  expect(redirectOf(await outsider.client.get(page))).toBe('/settings/profile');
});

test('a portrait that is removed is gone, and the initials are back', async () => {
  const before = await addressShown();
  expect(redirectOf(await ada.client.post(urls.settingsPortraitRemoval()))).toBe(`${page}?done=saved`);
  expect((await community.newClient().get(before)).status).toBe(404);
  expect(await community.newClient().page('/people/ada-example')).toMatch(
    /class="face face-named hue-\d+"[^>]*>AE</,
  );
  expect(await portraitsStored()).toEqual([]);
});

test('nobody’s face stays when an account leaves its name behind, or when the name goes too', async () => {
  const { pool } = community.platform.db;
  await send(await photograph());
  await pool.query(`update profiles set account_id = null where slug = 'ada-example'`);
  expect(await portraitsStored()).toEqual([]);
  await pool.query(`update profiles set account_id = $1 where slug = 'ada-example'`, [ada.account.id]);
});
