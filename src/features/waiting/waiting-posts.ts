import { z } from 'zod';
import { Invalid, NotFound } from '../../errors.ts';
import type { Database, Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';

const content = z.object({
  accountId: z.string(),
  kind: z.enum(['question', 'answer', 'comment', 'amaQuestion']),
  /** The post that it answers or comments on. */
  on: z.string().nullable(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** A post that is written, and appears at a moment that nobody knows. */
export type WaitingPost = z.output<typeof content> & {
  /** Its number among those of its account, as text. */
  id: string;
  key: Buffer;
  /** The AMA with whose window it appears; null where it has a moment of its own. */
  windowOf: string | null;
};

export const publishWaitingJob = 'publish-waiting';
/** Opens a window of an AMA: what waits for it appears together. */
export const openWindowJob = 'open-ama-window';

/** So many wait for one account at most. */
const most = 16;

/**
 * Each has one of so many numbers, drawn by lot. Counted from 0 the next post would take the number, and so the row’s
 * id, of the one before it, and its job, which the queue keeps for an hour, would say that the two have one author.
 */
const places = 1024;
const numbers = Array.from({ length: places }, (_, number) => number);
const longestWait = 5 * 60;
const padTo = 4096;

const insertWaiting = statement<{ id: Buffer; sealed: Buffer; dueAt: Date; windowOf: string | null }, object>(
  'insertWaitingPost',
)`
  insert into waiting_posts (id, sealed, due_at, window_of)
  values (${'id'}, ${'sealed'}, ${'dueAt'}, ${'windowOf'})
  on conflict (id) do nothing returning true as kept`;

/** A moment within the next five minutes, drawn by lot. */
export function drawMoment({ clock, random }: Pick<Platform, 'clock' | 'random'>): Date {
  return new Date(clock.now().getTime() + random.integer(longestWait) * 1000);
}

/** When it appears: at a moment of its own, or with all that wait for the same window of an AMA. */
export interface Appearance {
  dueAt: Date;
  windowOf: string | null;
}

/** Keeps it until then. Throws Invalid where too many wait already. */
export async function keepWaiting(
  platform: Platform,
  account: Account,
  post: { kind: WaitingPost['kind']; on: string | null; fields: RawForm },
  appearance: Appearance = { dueAt: drawMoment(platform), windowOf: null },
): Promise<void> {
  const { db, random } = platform;
  const whole = { accountId: account.id, ...post };
  const full = new Invalid({ form: `${most} of your posts wait already. Let them appear first.` });
  if ((await listWaiting(platform, account)).length >= most) throw full;
  const first = random.integer(places);
  for (const step of numbers) {
    const id = keyOf(platform, account.id, (first + step) % places);
    const kept = await db.transaction(async (tx) => {
      const rows = await insertWaiting(tx, { id, sealed: seal(platform, id, whole), ...appearance });
      if (rows.length === 0) return false;
      await enqueueAppearance(platform, tx, id, appearance);
      return true;
    });
    if (kept) return;
  }
  throw full;
}

async function enqueueAppearance(
  { jobs }: Platform,
  tx: Tx,
  id: Buffer,
  { dueAt: startAfter, windowOf: amaId }: Appearance,
): Promise<void> {
  if (amaId === null)
    return await jobs.send(tx, publishWaitingJob, { waiting: id.toString('hex') }, { startAfter });
  await jobs.send(tx, openWindowJob, { amaId }, { key: `${amaId} ${startAfter.getTime()}`, startAfter });
}

interface WaitingRow {
  id: Buffer;
  sealed: Buffer;
  windowOf: string | null;
}

const selectWaiting = statement<{ ids: Buffer[] }, WaitingRow>('listWaitingPosts')`
  select id, sealed, window_of as "windowOf" from waiting_posts where id = any (${'ids'}::bytea[]) order by due_at, id`;

/** The account's own, the first to appear first. */
export async function listWaiting(platform: Platform, account: Account): Promise<WaitingPost[]> {
  const byKey = new Map<string, number>();
  for (const number of numbers) {
    for (const key of platform.keys.macs('waiting', [account.id, String(number)])) {
      byKey.set(key.toString('hex'), number);
    }
  }
  const ids = [...byKey.keys()].map((hex) => Buffer.from(hex, 'hex'));
  const rows = await selectWaiting(platform.db, { ids });
  return rows.map(({ id, sealed, windowOf }) => ({
    ...open(platform, id, sealed),
    key: id,
    windowOf,
    id: String(byKey.get(id.toString('hex')) ?? 0),
  }));
}

export async function accessWaiting(platform: Platform, account: Account, id: string): Promise<WaitingPost> {
  const found = (await listWaiting(platform, account)).find((post) => post.id === id);
  if (!found) throw new NotFound('It is not waiting any more.');
  return found;
}

/** The one under this key, which is all that its job knows; null when it has appeared or was taken back. */
export async function findWaiting(platform: Platform, key: Buffer): Promise<WaitingPost | null> {
  const [row] = await selectWaiting(platform.db, { ids: [key] });
  return row ? { ...open(platform, row.id, row.sealed), key, windowOf: row.windowOf, id: '' } : null;
}

const deleteWaiting = statement<{ id: Buffer }, object>('deleteWaitingPost')`
  delete from waiting_posts where id = ${'id'} returning true as gone`;

/** False where somebody was faster. */
export async function forgetWaiting(db: Queryable, key: Buffer): Promise<boolean> {
  return (await deleteWaiting(db, { id: key })).length > 0;
}

/** With the account that they belong to. */
export async function forgetAllWaiting(platform: Platform, tx: Tx, account: Account): Promise<void> {
  for (const { key } of await listWaiting(platform, account)) await forgetWaiting(tx, key);
}

const selectOverdue = statement<{ now: Date }, { id: Buffer }>('listOverduePosts')`
  select id from waiting_posts where due_at < ${'now'} and window_of is null`;

/** Those whose job was lost with the queue, or has given up. */
export async function listOverdue(db: Database, now: Date): Promise<Buffer[]> {
  return (await selectOverdue(db, { now })).map(({ id }) => id);
}

const selectWindow = statement<{ amaId: string; now: Date }, { id: Buffer; sealed: Buffer }>('listWindow')`
  select id, sealed from waiting_posts where window_of = ${'amaId'} and due_at <= ${'now'} order by id`;

/** What waits for the windows of an AMA that have come; the order says nothing. */
export async function listWindow(platform: Platform, amaId: string): Promise<WaitingPost[]> {
  const rows = await selectWindow(platform.db, { amaId, now: platform.clock.now() });
  return rows.map(({ id, sealed }) => ({ ...open(platform, id, sealed), key: id, windowOf: amaId, id: '' }));
}

const selectWindows = statement<{ now: Date }, { amaId: string }>('listWindowsToOpen')`
  select distinct window_of as "amaId" from waiting_posts where window_of is not null and due_at <= ${'now'}`;

/** The AMAs that have a window to open by now. */
export async function listWindowsToOpen(db: Database, now: Date): Promise<string[]> {
  return (await selectWindows(db, { now })).map(({ amaId }) => amaId);
}

function keyOf({ keys }: Platform, accountId: string, number: number): Buffer {
  return keys.mac('waiting', [accountId, String(number)]);
}

function seal({ keys }: Platform, id: Buffer, post: z.output<typeof content>): Buffer {
  const bytes = Buffer.from(JSON.stringify(post));
  const padded = Buffer.alloc(Math.ceil(bytes.length / padTo) * padTo, ' ');
  bytes.copy(padded);
  return keys.seal('waiting', padded, id.toString('hex'));
}

function open({ keys }: Platform, id: Buffer, sealed: Buffer): z.output<typeof content> {
  return content.parse(JSON.parse(keys.open('waiting', sealed, id.toString('hex')).toString()));
}
