import { z } from 'zod';
import { statement } from '../../platform/db.ts';
import type { Keys } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { levels } from '../bylines/levels.ts';

/** What an account says of its job. Company and native level wait for verification and are shown nowhere. */
export interface Career {
  level: string | null;
  role: string | null;
  company: string | null;
  nativeLevel: string | null;
}

/** Offered while one types; any other role may be written. */
export const commonRoles = [
  'Software Engineer',
  'Backend Engineer',
  'Frontend Engineer',
  'Full-Stack Engineer',
  'Mobile Engineer',
  'Data Engineer',
  'Data Scientist',
  'Machine Learning Engineer',
  'Site Reliability Engineer',
  'Platform Engineer',
  'Security Engineer',
  'QA Engineer',
  'Embedded Engineer',
  'Game Developer',
  'Tech Lead',
  'Software Architect',
  'Engineering',
  'Product Manager',
  'Designer',
];

const orNull = (text: string) => (text === '' ? null : text);

const roleField = textField({ max: 80, what: 'The role' })
  .transform(oneLine)
  // A byline "Engineer at Northwind at Cairn Community" would pass for a verified one.
  .refine((role) => !/(^|\s)(at\s|@)/i.test(role), 'Leave the company out of the role; it has its own field.')
  .transform(orNull);

export const careerSchema = z.strictObject({
  role: roleField,
  level: z.enum(['', ...levels], 'Choose one of the levels.').transform(orNull),
  company: textField({ max: 80, what: 'The company' }).transform(oneLine).transform(orNull),
  nativeLevel: textField({ max: 20, what: 'The level’s own name' }).transform(oneLine).transform(orNull),
});

const upsertCareer = statement<{ accountId: string; sealed: Buffer }, never>('saveCareer')`
  insert into careers (account_id, sealed) values (${'accountId'}, ${'sealed'})
  on conflict (account_id) do update set sealed = excluded.sealed`;

/** For bylines from now on: those of posts that are there stay as they were printed. */
export async function saveCareer(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  accountId: string,
  career: Career,
): Promise<void> {
  await upsertCareer(db, { accountId, sealed: sealCareer(keys, accountId, career) });
}

// Beside a masked byline, a level and a role that only one account states would say whose it is.
function sealCareer(keys: Keys, accountId: string, { level, role, company, nativeLevel }: Career): Buffer {
  const content = Buffer.from(JSON.stringify([level, role, company, nativeLevel]));
  const padded = Buffer.alloc(Math.ceil(content.length / 256) * 256, ' ');
  content.copy(padded);
  return keys.seal('career', padded, accountId);
}

/** What `saveCareer` kept; null where the key is lost, as if nothing had been stated. */
export function openCareer(keys: Keys, accountId: string, sealed: Buffer): Career | null {
  try {
    const opened = keys.open('career', sealed, accountId).toString();
    const [level = null, role = null, company = null, nativeLevel = null] = parsed.parse(JSON.parse(opened));
    return { level, role, company, nativeLevel };
  } catch {
    return null;
  }
}

const parsed = z.array(z.string().nullable());
