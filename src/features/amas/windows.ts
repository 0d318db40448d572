import { Forbidden, Refusal } from '../../errors.ts';
import { describeError } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import type { Account } from '../accounts/accounts.ts';
import { findAccount } from '../accounts/accounts.ts';
import { requireActive } from '../accounts/standing.ts';
import { findSignature } from '../bylines/authors.ts';
import type { BylineChoice } from '../bylines/bylines.ts';
import { requireRung } from '../bylines/rungs.ts';
import { rememberOwnPost } from '../posts/posts.ts';
import { publish } from '../posts/publishing.ts';
import { listTopicIds } from '../topics/topics.ts';
import { takeBack } from '../waiting/publish-waiting.ts';
import type { WaitingPost } from '../waiting/waiting-posts.ts';
import {
  drawMoment,
  forgetWaiting,
  keepWaiting,
  listWaiting,
  listWindow,
  listWindowsToOpen,
} from '../waiting/waiting-posts.ts';
import { shallWait } from '../waiting/when.ts';
import type { Ama } from './amas.ts';
import { findAma } from './amas.ts';
import { accessOpenAma, amaQuestionSchema, requireRoom, writeQuestion } from './asking.ts';
import { lockAma } from './states.ts';

/** Milliseconds. Masked questions of an AMA appear together, once in so long, in an order drawn by lot. */
const windowLength = 30_000;

/** The end of the window that `time` lies in. */
function endOfWindow(time: Date): Date {
  return new Date((Math.floor(time.getTime() / windowLength) + 1) * windowLength);
}

/**
 * Keeps a masked question for its window, and returns when that ends; null for one under a name, which appears at
 * once. Throws as asking does.
 * In sensitive topics, and where its author wants it, the window is that of a moment within five minutes.
 */
export async function askInWindow(
  platform: Platform,
  account: Account,
  input: { amaId: string; byline: BylineChoice; fields: RawForm; publish: string },
): Promise<Date | null> {
  const { amaId, byline, fields } = input;
  await accessOpenAma(platform, account, amaId);
  const signature = await findSignature(platform, platform.db, account, amaId);
  if (signature ? signature.profileId !== null : byline === 'named') return null;
  if (!signature) await requireRung(platform, platform.db, account, byline);
  const waiting = (await listWaiting(platform, account)).filter(({ on }) => on === amaId).length;
  await requireRoom(platform, platform.db, account, { amaId, waiting });
  const topicIds = await listTopicIds(platform.db, amaId);
  const later = await shallWait(platform.db, { ...input, topicIds });
  const dueAt = endOfWindow(later ? drawMoment(platform) : platform.clock.now());
  await keepWaiting(
    platform,
    account,
    { kind: 'amaQuestion', on: amaId, fields },
    { dueAt, windowOf: amaId },
  );
  return dueAt;
}

interface Asked {
  account: Account;
  post: WaitingPost;
}

/** So many are written in one transaction. */
const batchSize = 50;

/** The window has come: what waited for it appears. May run twice, and at once in several processes. */
export async function openWindow(platform: Platform, amaId: string): Promise<void> {
  const ama = await findAma(platform.db, amaId);
  const asked: Asked[] = [];
  for (const post of shuffled(platform, await listWindow(platform, amaId))) {
    const account = await findAccount(platform, post.accountId);
    if (account) asked.push({ account, post });
    else await forgetWaiting(platform.db, post.key);
  }
  for (let start = 0; start < asked.length; start += batchSize) {
    await appear(platform, ama, asked.slice(start, start + batchSize));
  }
}

/** What can no longer be asked becomes a draft again, and is in nobody else's way. */
async function appear(platform: Platform, ama: Ama | null, asked: Asked[]): Promise<void> {
  try {
    if (ama) return await writeAll(platform, ama, asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (asked.length > 1) {
      for (const one of asked) await appear(platform, ama, [one]);
      return;
    }
  }
  for (const { account, post } of asked) await takeBack(platform, account, post);
}

async function writeAll(platform: Platform, ama: Ama, asked: Asked[]): Promise<void> {
  for (const { account } of asked) await requireActive(platform, account);
  await platform.db.transaction(async (tx) => {
    const { state } = await lockAma(platform, tx, ama.id);
    // Asked in time, it is taken though the hour may have ended meanwhile.
    if (state === 'cancelled' || ama.locked) throw new Forbidden('Nothing can be asked here any more.');
    const written: { account: Account; id: string }[] = [];
    for (const { account, post } of asked) {
      if (!(await forgetWaiting(tx, post.key))) continue;
      const question = amaQuestionSchema.parse(post.fields);
      written.push({ account, id: await writeQuestion(platform, tx, account, { ama, ...question }) });
    }
    await publish(platform, tx, { threadId: ama.id, postIds: written.map(({ id }) => id) });
    for (const { account, id } of written) await rememberOwnPost(platform, tx, account, id);
  });
}

/** Opens windows whose job was lost. */
export async function sweepWindows(platform: Platform): Promise<void> {
  const late = new Date(platform.clock.now().getTime() - windowLength);
  for (const amaId of await listWindowsToOpen(platform.db, late)) {
    try {
      await openWindow(platform, amaId);
    } catch (error) {
      platform.log.warn({ error: describeError(error) }, 'a window of an AMA could not be opened');
    }
  }
}

/** Fisher and Yates, in the form of Durstenfeld (1964). */
function shuffled<Value>({ random }: Platform, values: readonly Value[]): Value[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other] as Value, order[last] as Value];
  }
  return order;
}
