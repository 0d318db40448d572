import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Clip } from '../../../test/clips.ts';
import { makeClip } from '../../../test/clips.ts';
import { redirectOf } from '../../../test/client.ts';
import type { Member, TestCommunity } from '../../../test/community.ts';
import { VideoWorker } from './processing.ts';
import { chooseVideoAuthor } from './video-authors.ts';

export const details = {
  title: 'Reading a design document',
  body: 'What to look for *first*.',
  topics: 'tech-lead',
  speakers: '',
  language: 'en',
  audience: 'everybody',
  publish: 'ready',
};

/** Lets Ada upload. */
export async function chooseAda({ platform }: TestCommunity): Promise<void> {
  await chooseVideoAuthor(platform.db, 'ada-example');
}

/** Sends the first form; returns the id of a video that waits for its file. */
export async function beginVideo(author: Member, over: Partial<typeof details> = {}): Promise<string> {
  const response = await author.client.post('/videos/own', { ...details, ...over });
  return /^\/videos\/own\/(\w+)$/.exec(redirectOf(response))?.[1] ?? '';
}

/** A small film, as bytes. */
export async function film(folder: string, clip: Clip = {}): Promise<Buffer> {
  return await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 1, size: '160x120', ...clip }));
}

export async function sendForm(
  author: Member,
  id: string,
  bytes: Buffer,
  name = 'film.mp4',
): Promise<Response> {
  const file = new File([new Uint8Array(bytes)], name, { type: 'video/mp4' });
  return await author.client.upload(`/videos/own/${id}/file`, 'file', file);
}

/** What workers do, done now. */
export async function workNow({ platform }: TestCommunity): Promise<void> {
  await new VideoWorker(platform).work();
}

/** The row of a video. */
export async function rowOf({ platform }: TestCommunity, id: string): Promise<Record<string, unknown>> {
  const { rows } = await platform.db.pool.query<Record<string, unknown>>(
    'select * from videos where id = $1',
    [id],
  );
  return rows[0] ?? {};
}

export async function listKeys({ platform }: TestCommunity): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of platform.files.list('')) keys.push(key);
  return keys.toSorted();
}

/** Waits until it is so. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await condition()) return;
    await delay(50);
  }
  expect.fail('it never came to that');
}
