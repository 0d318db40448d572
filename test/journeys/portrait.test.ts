import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { urls } from '../../src/urls.ts';
import { addTopic, ask } from '../threads.ts';
import { openSite, type Site } from './site.ts';
import { collectTroubles } from './troubles.ts';

let site: Site;

beforeAll(async () => {
  site = await openSite();
  await addTopic(site.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});

afterAll(() => site.close());

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'a portrait is chosen, seen and removed, with $javaScriptEnabled for JavaScript',
  async ({ javaScriptEnabled }) => {
    const context = await site.open('answerer', { javaScriptEnabled });
    const troubles = collectTroubles(context, site.origin);
    const page = await context.newPage();
    const { path } = await ask(site.platform, site.members.answerer, {
      title: 'Asked under a name',
      byline: 'named',
    });
    await page.goto(urls.settingsProfile());
    await page.getByRole('link', { name: 'Add a portrait' }).click();

    const picture = page.getByLabel('Picture');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await picture.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: svg });
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByRole('link', { name: /This is an SVG/ }).waitFor();

    const photograph = sharp({ create: { width: 900, height: 600, channels: 3, background: '#385' } });
    await picture.setInputFiles({
      name: 'me.jpg',
      mimeType: 'image/jpeg',
      buffer: await photograph.jpeg().toBuffer(),
    });
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('Saved.').waitFor();
    await page.goto(path);
    const face = page.locator('main img.face').first();
    await face.waitFor();
    const { width = 0, height = 0 } = (await face.boundingBox()) ?? {};
    expect([width, height]).toEqual([40, 40]);
    const address = (await face.getAttribute('src')) ?? '';
    const shown = await sharp(await (await page.request.get(address)).body()).metadata();
    expect([shown.format, shown.width, shown.height]).toEqual(['webp', 96, 96]);

    await page.goto(urls.settingsPortrait());
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Your initials stand beside your name').waitFor();
    await page.goto(path);
    expect(await page.locator('main img.face').count()).toBe(0);
    const own = troubles.filter((each) => !each.includes('422'));
    expect(own).toEqual([]);
    await context.close();
  },
);
