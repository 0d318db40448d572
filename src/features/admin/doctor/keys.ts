import type { Config } from '../../../platform/config.ts';
import type { Database } from '../../../platform/db.ts';
import { one, statement } from '../../../platform/db.ts';
import { judgeKeys, leaveOut, listKeyChecks } from '../../../platform/key-checks.ts';
import { KeyStore } from '../../../platform/key-store.ts';
import { Keys } from '../../../platform/keys.ts';
import { Opener } from '../../../platform/opener.ts';
import { matchSeals } from '../../bylines/seals.ts';
import { closedWords, lostWords, versionWords } from '../../keys/missing-keys.ts';
import type { Finding } from './finding.ts';
import { note, ok, wrong } from './finding.ts';
import { findStoredKeys } from './key-files.ts';

const hasChecks = statement<object, { there: boolean }>('hasKeyChecks')`
  select to_regclass('key_checks') is not null as there`;

/** Whether the keys are those that the database was written with. */
export async function examineKeys(db: Database, config: Config): Promise<Finding[]> {
  const stored = findStoredKeys(config);
  if (!stored || !one(await hasChecks(db, {})).there) return [];
  const checks = await listKeyChecks(db);
  const judged = judgeKeys(checks, stored);
  const { masters, publics, privates } = leaveOut(stored, judged);
  const keys = masters.size > 0 ? new Keys(masters, { publics }) : null;
  const opener = keys && new Opener(keys, privates);
  return [
    checkVersions(judged, checks.length, new KeyStore(config).place),
    await checkSeals(db, opener, privates.size > 0),
  ];
}

function checkVersions(
  { lost, closed }: { lost: number[]; closed: number[] },
  known: number,
  place: string,
): Finding {
  const what = 'Keys of the database';
  const mend = `Bring ${place} back from a backup: nothing else brings them back.`;
  if (lost.length > 0)
    return wrong(what, `lost, or of another Cairn (${versionWords(lost)}): ${lostWords}`, mend);
  if (closed.length > 0)
    return wrong(what, `without their pair for authors (${versionWords(closed)}): ${closedWords}`, mend);
  if (known === 0) return note(what, 'none yet; the first start makes them');
  return ok(what, 'all here');
}

async function checkSeals(db: Database, opener: Opener | null, opens: boolean): Promise<Finding> {
  const what = 'Masked authors';
  const matches = await matchSeals(db, opener);
  if (matches === null) return ok(what, 'none yet');
  if (matches) return ok(what, 'the keys are theirs');
  if (opener && !opens) return note(what, 'cannot be looked at with the keys for web processes');
  return wrong(
    what,
    'their keys are not here: what they wrote stays readable, but they cannot be told of replies',
    'Bring the keys back from a backup. Without one, nothing brings them back.',
  );
}
