import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../build/paths.mjs';
import type { Account } from '../src/features/accounts/accounts.ts';
import { addAccount, findAccount } from '../src/features/accounts/accounts.ts';
import { addApiToken } from '../src/features/accounts/api-tokens.ts';
import { answerQuestion } from '../src/features/answers/answers.ts';
import { saveCareer } from '../src/features/careers/careers.ts';
import { addComment } from '../src/features/comments/comments.ts';
import { wordJob } from '../src/features/notifications/word.ts';
import { askQuestion } from '../src/features/questions/questions.ts';
import { beginSession } from '../src/features/sessions/sessions.ts';
import { readConfig } from '../src/platform/config.ts';
import type { OpenPlatform } from '../src/platform/open.ts';
import { openPlatform } from '../src/platform/open.ts';

/** Another way to the database and the keys of the server that runs in `folder`. */
export async function openBeside(folder: string): Promise<OpenPlatform> {
  const config = readConfig({ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' }, folder);
  const connection = { host: join(folder, 'data', 'postgres', 'socket'), user: 'cairn', database: 'cairn' };
  const platform = await openPlatform(config, root, { connection });
  platform.jobs.on(wordJob, () => Promise.resolve());
  return platform;
}

export async function closeBeside(platform: OpenPlatform): Promise<void> {
  await platform.jobs.stop();
  await platform.close();
}

export interface RealQuestion {
  title: string;
  body: string;
  topics: string[];
}

/** The first questions of a file in the interchange format that fit what people may type. */
export async function readQuestions(file: string, most: number): Promise<RealQuestion[]> {
  const found: RealQuestion[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { type, title, body, topics } = JSON.parse(line) as RealQuestion & { type: string };
    if (
      type === 'question' &&
      title.length >= 8 &&
      title.length <= 200 &&
      body.length > 0 &&
      body.length <= 5000
    )
      found.push({ title, body, topics });
    if (found.length === most) break;
  }
  return found;
}

async function addMember(
  platform: OpenPlatform,
  number: number,
  role: 'member' | 'moderator',
): Promise<Account> {
  const { db } = platform;
  const id = await addAccount(db, { email: `bench-${role}-${number}@cairn.test`, role });
  await saveCareer(platform, id, {
    level: 'Senior',
    role: 'Software Engineer',
    company: 'Northwind',
    nativeLevel: 'L5',
  });
  const account = await findAccount(platform, id);
  if (!account) throw new Error('the account was not written');
  return account;
}

/** A thread with 30 answers and some talk, in words of real people. */
export async function addLongThread(platform: OpenPlatform, texts: readonly RealQuestion[]): Promise<string> {
  const [first, ...rest] = texts;
  if (!first || rest.length < 40) throw new Error('there are too few texts');
  const asker = await addMember(platform, 0, 'member');
  const { id, slug } = await askQuestion(platform, asker, { ...first, tldr: '', byline: 'level-role' });
  for (const [number, { body }] of rest.slice(0, 30).entries()) {
    const account = await addMember(platform, number + 1, 'member');
    const answer = await answerQuestion(platform, account, { questionId: id, body, byline: 'level-role' });
    const said = rest[30 + (number % 10)]?.body.slice(0, 300) ?? '';
    if (number % 3 === 0) await addComment(platform, asker, { onId: answer.id, body: said, byline: 'role' });
  }
  return `/questions/${id}/${slug}`;
}

/** A cookie of somebody who reads, and has written in the long thread. */
export async function sessionCookie(platform: OpenPlatform): Promise<string> {
  const { rows } = await platform.db.pool.query<{ id: string }>(
    `select id from accounts where email = 'bench-member-1@cairn.test'`,
  );
  const { token } = await beginSession(platform, rows[0]?.id ?? '');
  return `session=${token}`;
}

/** A token of a moderator: theirs are the only writes that are not limited. */
export async function unlimitedToken(platform: OpenPlatform): Promise<string> {
  const account = await addMember(platform, 0, 'moderator');
  return await addApiToken(platform, account.id, 'bench');
}

/** Where the real questions are, or null. */
export function findRealQuestions(given: string | undefined): string | null {
  const path = given ?? join(root, '..', 'shared', 'data', 'questions', 'career-questions.jsonl');
  return existsSync(path) ? path : null;
}
