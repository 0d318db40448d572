import { readConfig } from '../../platform/config.ts';
import { Changes } from '../../platform/changes.ts';
import { systemClock } from '../../platform/clock.ts';
import { Database } from '../../platform/db.ts';
import { openFiles } from '../../platform/files/open-files.ts';
import { loadTestKeys } from '../../platform/keys-for-tests.ts';
import { systemRandom } from '../../platform/random.ts';
import { importCairn } from './import.ts';

// A process that imports, for tests that kill it: prints a line after each batch that was written.
const [, , databaseUrl = '', folder = '', path = ''] = process.argv;
const config = readConfig({ DATA_DIR: 'data' }, folder);
const db = new Database({ connectionString: databaseUrl }, () => undefined);
const keys = loadTestKeys(config.dataDir);
await importCairn(
  {
    config,
    db,
    files: openFiles(config),
    keys,
    clock: systemClock,
    random: systemRandom,
    changes: new Changes(),
  },
  path,
  { onProgress: ({ phase, done }) => void process.stdout.write(`${phase} ${done}\n`) },
);
await db.close();
