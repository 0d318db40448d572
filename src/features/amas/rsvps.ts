import { Conflict } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { announceThread } from '../posts/publishing.ts';
import type { Ama } from './amas.ts';
import { accessAma } from './amas.ts';
import { reminderTimes } from './reminder-times.ts';
import { sealRsvp } from './rsvp-seals.ts';

/** How many want to come as everybody is told of it: at least so many, 0 below ten. Never how many there are. */
export function stepOf(count: number): number {
  return Math.max(0, ...[10, 25, 50, 100, 250, 500, 1000].filter((step) => step <= count));
}

/** The same in a word: "25+", or nothing. */
export function coarsely(count: number): string {
  const step = stepOf(count);
  return step > 0 ? `${step.toLocaleString('en')}+` : '';
}

/** Under each version of the keys, newest first. */
function rsvpKeys({ keys }: Pick<Platform, 'keys'>, accountId: string, amaId: string): Buffer[] {
  return keys.macs('rsvp', [accountId, amaId]);
}

const putRsvp = statement<
  { key: Buffer; keys: Buffer[]; amaId: string; sealed: Buffer; day: Date | null; soon: Date | null },
  never
>('putRsvp')`
  insert into ama_rsvps (rsvp_key, thread_id, sealed, reminded_day, reminded_soon)
  select ${'key'}, ${'amaId'}, ${'sealed'}, ${'day'}, ${'soon'}
  where not exists (select from ama_rsvps where rsvp_key = any (${'keys'}::bytea[]))
  on conflict do nothing`;

const withdrawRsvp = statement<{ keys: Buffer[] }, never>('withdrawRsvp')`
  delete from ama_rsvps where rsvp_key = any (${'keys'}::bytea[])`;

const countAll = statement<{ amaId: string }, { count: number }>('countRsvps')`
  select count(*) as count from ama_rsvps where thread_id = ${'amaId'}`;

async function countAtLeast(db: Queryable, amaId: string): Promise<number> {
  return stepOf(one(await countAll(db, { amaId })).count);
}

/** As `coarsely` says it. */
export async function countGoing(db: Queryable, amaId: string): Promise<string> {
  return coarsely(await countAtLeast(db, amaId));
}

const findRsvps = statement<{ keys: Buffer[] }, { amaId: string }>('findOwnRsvps')`
  select thread_id as "amaId" from ama_rsvps where rsvp_key = any (${'keys'}::bytea[])`;

/** Those of these AMAs that the account wants to be reminded of. */
export async function findOwnRsvps(
  platform: Platform,
  db: Queryable,
  { accountId, amaIds }: { accountId: string; amaIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (amaIds.length === 0) return new Set();
  const keys = amaIds.flatMap((amaId) => rsvpKeys(platform, accountId, amaId));
  return new Set((await findRsvps(db, { keys })).map(({ amaId }) => amaId));
}

export async function isGoing(platform: Platform, account: Account, amaId: string): Promise<boolean> {
  return (await findOwnRsvps(platform, platform.db, { accountId: account.id, amaIds: [amaId] })).has(amaId);
}

/**
 * Sets whether the account wants to be reminded of an AMA. The same call twice changes nothing. Throws NotFound, and
 * Conflict for wanting to come to what has begun.
 */
export async function setRsvp(
  platform: Platform,
  account: Account,
  { amaId, going }: { amaId: string; going: boolean },
): Promise<{ ama: Ama; atLeast: number }> {
  const ama = await accessAma(platform, amaId);
  if (going) requireAhead(platform, ama);
  const keys = rsvpKeys(platform, account.id, amaId);
  return await platform.db.transaction(async (tx) => {
    const before = await countAtLeast(tx, amaId);
    if (going) await addRsvp(platform, tx, { accountId: account.id, keys, ama });
    else await withdrawRsvp(tx, { keys });
    const atLeast = await countAtLeast(tx, amaId);
    if (atLeast !== before) await announceThread(platform, tx, amaId);
    return { ama, atLeast };
  });
}

function requireAhead({ clock }: Platform, { state, startsAt }: Ama): void {
  if (state === 'cancelled') throw new Conflict('This AMA was cancelled.');
  if (state === 'announced' && startsAt && startsAt > clock.now()) return;
  throw new Conflict('It has begun already, so there is nothing left to be reminded of.');
}

/** What is so near that they need no mail of it counts as told. */
async function addRsvp(
  platform: Platform,
  tx: Tx,
  { accountId, keys, ama }: { accountId: string; keys: Buffer[]; ama: Ama },
): Promise<void> {
  const [key] = keys;
  const { id: amaId, startsAt } = ama;
  if (!key || !startsAt) return;
  const now = platform.clock.now();
  const { day, soon } = reminderTimes(startsAt);
  await putRsvp(tx, {
    ...{ key, keys, amaId, sealed: sealRsvp(platform, accountId, amaId) },
    day: now >= day ? startsAt : null,
    soon: now >= soon ? startsAt : null,
  });
}

const listAhead = statement<object, { id: string }>('listAmasWithRsvps')`
  select distinct thread_id as id from ama_rsvps`;

/** Every AMA that the account wants to be reminded of. */
export async function listOwnRsvps(platform: Platform, db: Queryable, accountId: string): Promise<string[]> {
  const amaIds = (await listAhead(db, {})).map(({ id }) => id);
  return [...(await findOwnRsvps(platform, db, { accountId, amaIds }))];
}

/** With the account that they belong to. */
export async function forgetRsvps(platform: Platform, tx: Tx, accountId: string): Promise<void> {
  const amaIds = await listOwnRsvps(platform, tx, accountId);
  await withdrawRsvp(tx, { keys: amaIds.flatMap((amaId) => rsvpKeys(platform, accountId, amaId)) });
}

const sweepOver = statement<{ before: Date }, never>('sweepRsvps')`
  delete from ama_rsvps using threads
  where threads.id = ama_rsvps.thread_id and (threads.ends_at is null or threads.ends_at < ${'before'})`;

const week = 7 * 24 * 60 * 60 * 1000;

/** Forgets who wanted to come, a week after the end. */
export async function sweepRsvps(platform: Platform): Promise<void> {
  await sweepOver(platform.db, { before: new Date(platform.clock.now().getTime() - week) });
}
