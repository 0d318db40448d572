import { z } from 'zod';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
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

const upsertCareer = statement<Career & { accountId: string }, never>('saveCareer')`
  insert into careers (account_id, role, level, company, native_level)
  values (${'accountId'}, ${'role'}, ${'level'}, ${'company'}, ${'nativeLevel'})
  on conflict (account_id) do update set role = excluded.role, level = excluded.level,
    company = excluded.company, native_level = excluded.native_level`;

/** For bylines from now on: those of posts that are there stay as they were printed. */
export async function saveCareer(db: Queryable, accountId: string, career: Career): Promise<void> {
  await upsertCareer(db, { accountId, ...career });
}
