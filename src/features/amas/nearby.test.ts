import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { announce, cancel, move } from './ahead-for-tests.ts';
import { setRsvp } from './rsvps.ts';
import { advanceAmas } from './states.ts';

let community: TestCommunity;
let ama: Awaited<ReturnType<typeof announce>>;

const hour = 60 * 60 * 1000;

beforeEach(async () => {
  community = await createTestCommunity();
  const { platform, answerer, asker } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ama = await announce(platform, answerer, { startsAt: inHours(30) });
  await setRsvp(platform, asker.account, { amaId: ama.id, going: true });
});
afterEach(() => community.close());

function inHours(count: number): Date {
  return new Date(community.clock.now().getTime() + count * hour);
}

async function shown(who: 'asker' | 'outsider' = 'asker'): Promise<string> {
  const page = await community[who].client.page('/notifications');
  const main = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '';
  return main.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

/** What the bell says, which is up to half a minute old. */
async function unread(): Promise<number> {
  community.clock.pass(0.6);
  const page = await community.asker.client.page('/settings/account');
  return Number(/(\d+) (?:new|unread)/i.exec(page)?.[1] ?? 0);
}

it('An AMA that one wants to come to is among the notifications from a day before, and counts once', async () => {
  expect(await shown()).not.toContain('leading without a title');
  expect(await unread()).toBe(0);
  community.clock.pass(6 * 60 + 30);
  expect(await unread()).toBe(1);
  expect(await shown()).toMatch(/New Starts in 23 hours: Ask me about leading without a title/);
  expect(await unread()).toBe(0);
  expect(await shown()).not.toContain('New');
});

it('It counts again ten minutes before, is there while it is live, and is gone when it is over', async () => {
  community.clock.pass(7 * 60);
  await shown();
  community.clock.pass(23 * 60 - 5);
  expect(await unread()).toBe(1);
  expect(await shown()).toContain('Starts in 5 minutes:');
  community.clock.pass(10);
  await advanceAmas(community.platform);
  expect(await shown()).toContain('Live now:');
  expect(await unread()).toBe(0);
  community.clock.pass(60);
  await advanceAmas(community.platform);
  expect(await shown()).not.toContain('leading without a title');
});

it('It is told of anew when it moves, and when it is cancelled', async () => {
  const { platform, answerer, clock } = community;
  clock.pass(7 * 60);
  await shown();
  await move(platform, answerer, { id: ama.id, startsAt: inHours(4) });
  expect(await unread()).toBe(1);
  expect(await shown()).toContain('Starts in 4 hours:');
  await cancel(platform, answerer, ama);
  expect(await unread()).toBe(1);
  expect(await shown()).toContain('New Cancelled: Ask me about leading without a title');
  expect(await unread()).toBe(0);
});

it('Nobody else sees it there, nor who has taken it back', async () => {
  const { platform, asker, clock } = community;
  clock.pass(7 * 60);
  expect(await shown('outsider')).not.toContain('leading without a title');
  await setRsvp(platform, asker.account, { amaId: ama.id, going: false });
  expect(await unread()).toBe(0);
  expect(await shown()).not.toContain('leading without a title');
});

it('It stands above what was written on own posts, and both are read together', async () => {
  const { platform, asker, answerer, clock } = community;
  const { id: questionId } = await ask(platform, asker);
  await answer(platform, answerer, { questionId });
  clock.pass(7 * 60);
  expect(await unread()).toBe(2);
  expect(await shown()).toMatch(/leading without a title.*Answered your question/);
  expect(await unread()).toBe(0);
});
