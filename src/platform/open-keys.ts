import { advisoryLocks } from './advisory-locks.ts';
import type { Database, Tx } from './db.ts';
import { statement } from './db.ts';
import type { Judgement } from './key-checks.ts';
import { checkOf, judgeKeys, leaveOut, listKeyChecks } from './key-checks.ts';
import type { KeyStore, Role, StoredKeys } from './key-store.ts';
import { Keys } from './keys.ts';
import { Opener } from './opener.ts';
import { StartError } from './start-error.ts';

export interface OpenKeys {
  keys: Keys;
  /** Null in web processes: nothing that was sealed away is opened there. */
  opener: Opener | null;
  /** Versions that the database was written with and that are not here, or only in part. */
  missing: Pick<Judgement, 'lost' | 'closed'>;
}

const takeLock = statement<{ lock: number }, never>('lockKeys')`select pg_advisory_xact_lock(${'lock'})`;

const putCheck = statement<{ version: number; master: Buffer; authors: Buffer | null }, never>('putKeyCheck')`
  insert into key_checks as checks (version, master, authors)
  values (${'version'}, ${'master'}, ${'authors'})
  on conflict (version) do update set authors = excluded.authors
    where checks.authors is null and excluded.authors is not null`;

/**
 * The keys, held against what the database knows of them. Where the newest are not here, or are those of another
 * installation, a version above all others is made, so that everybody can go on; what was written with the lost
 * ones stays readable and belongs to nobody. The first version is made at the first start. Throws StartError where
 * keys are missing and this process must not make any.
 */
export async function openKeys(db: Database, store: KeyStore, role: Role): Promise<OpenKeys> {
  const missing = await db.transaction(async (tx) => {
    const before = await lockAndJudge(tx, store, role);
    if (!before.isWhole) makeVersion(store, role, before);
    const after = before.isWhole ? before : await lockAndJudge(tx, store, role);
    requirePrivate(store, role, after.usable);
    await keepChecks(tx, after);
    return { lost: after.lost, closed: after.closed };
  });
  const read = () => leaveOut(store.read(role), missing);
  const { masters, publics, privates } = read();
  // Read again later, when another process has made a newer version and the database says so.
  const keys = new Keys(masters, { publics, readAgain: read });
  const opener = role === 'web' ? null : new Opener(keys, privates, () => read().privates);
  return { keys, opener, missing };
}

/** Makes a version above all others, and lets the database know it. Returns its number. */
export async function addKeyVersion(db: Database, store: KeyStore): Promise<number> {
  return await db.transaction(async (tx) => {
    const before = await lockAndJudge(tx, store, 'all');
    const latest = Math.max(...before.usable.masters.keys());
    const known = (await listKeyChecks(tx)).some(({ version }) => version === latest);
    // One that nobody has heard of was made by a command that was stopped: it is taken.
    const version = known ? latest + 1 : latest;
    store.add(version);
    await keepChecks(tx, await lockAndJudge(tx, store, 'all'));
    return version;
  });
}

async function lockAndJudge(tx: Tx, store: KeyStore, role: Role): Promise<Judgement> {
  await takeLock(tx, { lock: advisoryLocks.keys });
  return judgeKeys(await listKeyChecks(tx), store.read(role));
}

async function keepChecks(tx: Tx, { usable }: Judgement): Promise<void> {
  for (const version of usable.masters.keys()) await putCheck(tx, { version, ...checkOf(version, usable) });
}

function makeVersion(store: KeyStore, role: Role, { next, lost, closed }: Judgement): void {
  const missing = [...lost, ...closed].join(', ');
  if (!store.isFolder)
    throw new StartError(
      `KEYS lacks keys that are needed (version ${missing || next}): bring them back, or add a newer version, ` +
        'which cairn keys draw prints.',
    );
  if (role === 'web' && missing)
    throw new StartError(
      `Version ${missing} of the keys is not in ${store.place}: copy it from where the workers run. Where it is ` +
        'lost, a start without --role web makes a new one.',
    );
  store.add(next);
}

function requirePrivate(store: KeyStore, role: Role, { masters, privates }: StoredKeys): void {
  const current = Math.max(...masters.keys());
  if (role === 'web' || privates.has(current)) return;
  throw new StartError(
    `${current}.authors.key is not in ${store.place}: bring it back, or start with --role web here. Where it is ` +
      `lost, remove ${current}.authors.pub, and a new version is made.`,
  );
}
