import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../platform/config.ts';
import { readConfig } from '../../platform/config.ts';
import { SettingError } from '../../platform/start-error.ts';
import { checkDatabase } from './doctor/database.ts';
import type { Finding } from './doctor/finding.ts';
import { ok, printFinding, wrong } from './doctor/finding.ts';
import { checkKeyFiles } from './doctor/key-files.ts';
import {
  checkAddress,
  checkAssets,
  checkClock,
  checkDataFolder,
  checkNode,
  checkPort,
} from './doctor/machine.ts';
import { checkMailServer } from './doctor/mail-server.ts';
import { checkFiles, checkRecogniser, checkVideos } from './doctor/videos.ts';

type Write = (text: string) => void;

/**
 * `cairn doctor`: looks at everything that an installation stands on, says what is wrong and how to mend it, and
 * changes nothing. Returns the exit code: 1 when something is wrong.
 */
export async function runDoctor(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  root: string,
  write: Write = (text) => process.stdout.write(text),
): Promise<number> {
  const findings = await examineAll(environment, cwd, root);
  for (const finding of findings) write(printFinding(finding));
  const count = findings.filter(({ state }) => state === 'wrong').length;
  write(count === 0 ? '\nNothing is wrong.\n' : `\n${count} ${count === 1 ? 'thing' : 'things'} to mend.\n`);
  return count === 0 ? 0 : 1;
}

async function examineAll(environment: NodeJS.ProcessEnv, cwd: string, root: string): Promise<Finding[]> {
  const node = checkNode(process.version);
  const config = readSettings(environment, cwd);
  if (!('dataDir' in config)) return [node, config];
  const database = await checkDatabase(config, root);
  const builtAt = statSync(join(root, 'package.json')).mtime;
  return [
    node,
    ok('Settings', 'each can be used'),
    checkAddress(config),
    checkDataFolder(config),
    checkKeyFiles(config),
    ...database.findings,
    checkClock(new Date(), database.now, builtAt),
    await checkPort(config),
    await checkMailServer(config),
    await checkFiles(config),
    await checkVideos(config),
    await checkRecogniser(config),
    checkAssets(root),
  ];
}

function readSettings(environment: NodeJS.ProcessEnv, cwd: string): Config | Finding {
  try {
    return readConfig(environment, cwd);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return wrong('Settings', error.message, 'Change it in the environment or in .env, or leave it out.');
  }
}
