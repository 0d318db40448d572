import { z } from 'zod';
import { Conflict } from '../../errors.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SlotOwner } from '../../platform/private-slots.ts';
import type { Account } from '../accounts/accounts.ts';
import { ownPostSlots } from '../posts/posts.ts';
import { withoutCompany } from './coarser.ts';
import { cutByline } from './coarsening.ts';

export const hidingJob = 'hide-companies';

/** The time in which the company goes from all bylines, in minutes. */
export const hidingSpans = { hour: 60, week: 7 * 24 * 60 } as const;
export type HidingSpan = keyof typeof hidingSpans;

/** How often the job comes, in milliseconds. */
const step = 60_000;

/**
 * What was asked for, in slots that belong to nobody: no row, and no job, names an account or a post. The size is
 * that of a draft, so that such a slot looks like one.
 */
const hidings: SlotOwner = { accountId: 'nobody', kind: 'hiding', padTo: 4096 };
const numbers = Array.from({ length: 1024 }, (_, number) => number);

interface Hiding {
  accountId: string;
  until: Date;
  /** As many own posts there were then; what is posted later is signed as it is signed. */
  posts: number;
}

const content = z.object({ accountId: z.string(), until: z.coerce.date(), posts: z.number() });

interface Showing {
  id: string;
  threadId: string;
}

const findShowing = statement<{ ids: string[] }, Showing>('listPostsShowingCompany')`
  select distinct on (posts.author_id) posts.id, posts.thread_id as "threadId"
  from posts join authors on authors.id = posts.author_id
  where posts.id = any (${'ids'}::text[]) and authors.company is not null
  order by posts.author_id, posts.id`;

/** One own post for each thread in which the account's byline names its company. */
export async function listShowingCompany(
  platform: Platform,
  { id }: Pick<Account, 'id'>,
  most = Infinity,
): Promise<Showing[]> {
  const slots = await platform.slots.list(platform.db, ownPostSlots(id));
  const ids = slots.filter(({ number }) => number < most).map((slot) => slot.content.toString());
  return await findShowing(platform.db, { ids });
}

/** Until when the company goes from this account's bylines; null where that was not asked for. */
export async function findHiding(platform: Platform, { id }: Pick<Account, 'id'>): Promise<Date | null> {
  const found = (await listHidings(platform)).find(({ accountId }) => accountId === id);
  return found?.until ?? null;
}

/**
 * From now on the company goes from each byline of this account's threads, each at a random time of its own within
 * the span: changed at one moment they would be seen to be one person's. Where none shows it nothing is kept: the
 * places are few, and people with many accounts could take them all.
 */
export async function hideCompany(
  platform: Platform,
  { id: accountId }: Pick<Account, 'id'>,
  span: HidingSpan,
): Promise<void> {
  const { db, slots } = platform;
  if ((await listShowingCompany(platform, { id: accountId })).length === 0) return;
  const until = new Date(platform.clock.now().getTime() + hidingSpans[span] * 60_000);
  const posts = (await slots.list(db, ownPostSlots(accountId))).length;
  const hiding = Buffer.from(JSON.stringify({ accountId, until, posts } satisfies Hiding));
  const before = await listHidings(platform);
  const free = numbers.filter((number) => !before.some((taken) => taken.number === number));
  for (const number of free) {
    if (!(await slots.insert(db, hidings, number, hiding))) continue;
    for (const own of before) if (own.accountId === accountId) await slots.remove(db, hidings, own.number);
    return;
  }
  throw new Conflict('Too many people do this at the moment. Try again in an hour.');
}

async function listHidings(platform: Platform): Promise<(Hiding & { number: number })[]> {
  const slots = await platform.slots.find(platform.db, hidings, numbers);
  return slots.map((slot) => ({
    number: slot.number,
    ...content.parse(JSON.parse(slot.content.toString())),
  }));
}

/** Does the share of one minute of what was asked for. */
export async function hideCompanies(platform: Platform): Promise<void> {
  for (const hiding of await listHidings(platform)) await advance(platform, hiding);
}

async function advance(platform: Platform, hiding: Hiding & { number: number }): Promise<void> {
  const { random, clock, db } = platform;
  const showing = await listShowingCompany(platform, { id: hiding.accountId }, hiding.posts);
  if (showing.length === 0) return await platform.slots.remove(db, hidings, hiding.number);
  const left = hiding.until.getTime() - clock.now().getTime();
  // Late, because nothing ran for a while: not all at once even then.
  const time = left > 0 ? left : showing.length * step;
  for (const post of showing) {
    if (random.integer(Math.max(1, Math.ceil(time / step))) > 0) continue;
    await cutByline(platform, post, withoutCompany);
  }
}
