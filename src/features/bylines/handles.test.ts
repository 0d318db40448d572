import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { RepeatedRandom } from '../../../test/repeated-random.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { systemRandom } from '../../platform/random.ts';
import { addAuthor } from './authors.ts';
import { cairnPaths, hueOf } from './drawn-cairn.ts';
import { drawHandle, drawNumberedHandle } from './handles.ts';

let community: TestCommunity;

beforeAll(async () => {
  community = await createTestCommunity();
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
});
afterAll(() => community.close());

const nothing = { level: null, role: null, nativeLevel: null, company: null };

async function handlesIn(threadId: string): Promise<string[]> {
  const { rows } = await community.platform.db.pool.query<{ handle: string }>(
    'select handle from authors where thread_id = $1',
    [threadId],
  );
  return rows.map(({ handle }) => handle);
}

describe('a handle', () => {
  it('is two plain words, the second an animal’s', () => {
    for (let n = 0; n < 500; n += 1) expect(drawHandle(systemRandom)).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    expect(drawNumberedHandle(systemRandom)).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d{1,3}$/);
  });

  it('is drawn from more than ten thousand, all as likely', () => {
    const drawn = new Map<string, number>();
    for (let n = 0; n < 50_000; n += 1) {
      const handle = drawHandle(systemRandom);
      drawn.set(handle, (drawn.get(handle) ?? 0) + 1);
    }
    expect(drawn.size).toBeGreaterThan(9_500);
    expect(Math.max(...drawn.values())).toBeLessThan(25);
  });

  it('is its author’s alone in a thread, however often the same one is drawn', async () => {
    const { platform, asker } = community;
    const { id: threadId } = await ask(platform, asker);
    const stubborn = {
      bytes: (size: number) => systemRandom.bytes(size),
      integer: (below: number) => systemRandom.integer(Math.min(below, 3)),
    };
    for (let n = 0; n < 60; n += 1) {
      const author = { id: systemRandom.bytes(16), threadId, byline: nothing, sealed: null };
      await addAuthor({ random: n < 8 ? stubborn : systemRandom }, platform.db, author);
    }
    const handles = await handlesIn(threadId);
    expect(handles).toHaveLength(61);
    expect(new Set(handles).size).toBe(61);
  });

  it('is all that an avatar is drawn from', () => {
    const drawn = Array.from({ length: 300 }, () => drawHandle(systemRandom));
    const faces = drawn.map((handle) => `${hueOf(handle)} ${cairnPaths(handle).join(' ')}`);
    expect(drawn.map((handle) => `${hueOf(handle)} ${cairnPaths(handle).join(' ')}`)).toEqual(faces);
    expect(new Set(faces).size).toBe(new Set(drawn).size);
  });

  it('carries nothing over to another thread', async () => {
    const { platform, asker } = community;
    const handles = [];
    for (let n = 0; n < 25; n += 1) handles.push(...(await handlesIn((await ask(platform, asker)).id)));
    expect(handles).toHaveLength(25);
    expect(new Set(handles).size).toBeGreaterThan(22);
  });
});

/** The page of a thread by `writer`, with an answer of the outsider, as a reader sees it. */
async function pageBy(writer: 'asker' | 'colleague' | 'answerer'): Promise<string> {
  const own = await createTestCommunity({ injected: { random: new RepeatedRandom() } });
  await addTopic(own.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const { id, path } = await ask(own.platform, own[writer], { byline: 'member' });
  await answer(own.platform, own.outsider, { questionId: id, byline: 'member' });
  await answer(own.platform, own[writer], { questionId: id, byline: 'member', body: 'It went well.' });
  const page = await own.newClient().page(path);
  await own.close();
  return page;
}

describe('who wrote a masked post', () => {
  it('moves no byte of its handle and face, nor of anything else that a reader sees', async () => {
    const page = await pageBy('asker');
    expect(await pageBy('colleague')).toBe(page);
    expect(await pageBy('answerer')).toBe(page);
  });

  it('is known as the asker through the thread, and told from whoever answers', async () => {
    const { platform, asker, answerer, colleague } = community;
    const { id, path } = await ask(platform, asker);
    for (const member of [answerer, asker, colleague, asker]) {
      await answer(platform, member, { questionId: id, byline: 'member', body: 'A turn in the talk.' });
    }
    const page = await community.newClient().page(path);
    const lines = [...page.matchAll(/<div class="byline-lines">(.*?)<\/div>/gs)].map(
      ([, line]) => line ?? '',
    );
    const asked = lines.filter((line) => />asker<\/span>/.test(line));
    const handleOf = (line: string) => /byline-when">([A-Z][a-z]+ [A-Z][a-z]+)/.exec(line)?.[1];
    expect(lines).toHaveLength(5);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(handleOf)).size).toBe(1);
    expect(new Set(lines.map(handleOf)).size).toBe(3);
  });
});
