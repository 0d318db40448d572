import { gunzipSync, gzipSync } from 'node:zlib';
import { advisoryLocks } from '../../platform/advisory-locks.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { replaceOpenClasses } from './classes.ts';
import type { CountedMember, SolverState } from './solver.ts';
import { solve } from './solver.ts';

const lockEpochs = statement<{ lock: number }, never>('lockEpochs')`
  select pg_advisory_xact_lock(${'lock'})`;

const findEpoch = statement<object, { month: string; sealed: Buffer }>('findEpoch')`
  select month::text, sealed from byline_epochs`;

const saveEpoch = statement<{ month: string; sealed: Buffer }, never>('saveEpoch')`
  insert into byline_epochs (month, sealed) values (${'month'}, ${'sealed'})
  on conflict (only_row) do update set month = excluded.month, sealed = excluded.sealed`;

/**
 * Decides anew which company bylines are open, once in each month (of UTC), and leaves them as they are for the
 * rest of it. True where a new epoch has begun.
 */
export async function beginEpoch(
  platform: Platform,
  listMembers: () => Promise<CountedMember[]>,
): Promise<boolean> {
  const { db, keys, config, clock } = platform;
  const month = `${clock.now().toISOString().slice(0, 7)}-01`;
  return await db.transaction(async (tx) => {
    await lockEpochs(tx, { lock: advisoryLocks.epochs });
    const [last] = await findEpoch(tx, {});
    if (last && last.month >= month) return false;
    const k = config.BYLINE_CLASS_SIZE;
    const { state, open } = solve(openState(platform, last?.sealed), await listMembers(), k);
    await saveEpoch(tx, { month, sealed: keys.seal('epoch', gzipSync(JSON.stringify(state)), '') });
    await replaceOpenClasses(tx, open, k);
    return true;
  });
}

/** Where the key is lost, people are counted for two epochs anew, as at the beginning. */
function openState({ keys, log }: Platform, sealed: Buffer | undefined): SolverState {
  if (!sealed) return {};
  try {
    return JSON.parse(gunzipSync(keys.open('epoch', sealed, '')).toString()) as SolverState;
  } catch (error) {
    log.warn({ error }, 'the last count of careers cannot be opened: it begins anew');
    return {};
  }
}
