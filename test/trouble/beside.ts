import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { root } from '../../build/paths.mjs';
import type { Account } from '../../src/features/accounts/accounts.ts';
import { wordJob } from '../../src/features/notifications/word.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { OpenPlatform } from '../../src/platform/open.ts';
import { openPlatform } from '../../src/platform/open.ts';
import { addMember, cast } from '../cast.ts';
import { addTopic } from '../threads.ts';

/** Whoever takes part: signed in by a token that went straight into the database. */
export interface Participant {
  account: Account;
  token: string;
}

/** The test's own way to the database and the keys of an application that runs in `folder`. */
export async function openBeside(folder: string, connection: ClientConfig): Promise<OpenPlatform> {
  await mkdir(join(folder, 'data'), { recursive: true });
  const config = readConfig({ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' }, folder);
  const platform = await openPlatform(config, root, { connection });
  // Sends such jobs and leaves them to the application.
  platform.jobs.on(wordJob, () => Promise.resolve());
  return platform;
}

/** The database that an application in `folder` has started by itself. */
export function embeddedIn(folder: string): ClientConfig {
  return { host: join(folder, 'data', 'postgres', 'socket'), user: 'cairn', database: 'cairn' };
}

export async function closeBeside(platform: OpenPlatform): Promise<void> {
  await platform.jobs.stop();
  await platform.close();
}

/** A topic, and people who have a career to sign with. */
export async function addParticipants(
  platform: OpenPlatform,
  names: readonly string[],
): Promise<Participant[]> {
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  return await Promise.all(
    names.map(async (name) => {
      const { account, sessionToken } = await addMember(platform, name, { career: cast.asker.career });
      return { account, token: sessionToken };
    }),
  );
}
