import { z } from 'zod';
import { oneLine, textField } from '../../platform/text-field.ts';
import { levels } from '../bylines/levels.ts';

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

const commonByKey = new Map(commonRoles.map((role) => [roleKey(role), role]));

function roleKey(role: string): string {
  return role.toLowerCase().replaceAll('-', ' ');
}

/** A common role as it is commonly written, so that two spellings of it do not tell two people apart. */
function commonSpelling(role: string): string {
  return commonByKey.get(roleKey(role)) ?? role;
}

/** Years at work. Ranges, and shown nowhere: a number of years beside a role singles people out. */
export const yearRanges = [
  'Under 1 year',
  '1 to 2 years',
  '3 to 5 years',
  '6 to 9 years',
  '10 to 14 years',
  '15 to 19 years',
  '20 years and more',
] as const;

const orNull = (text: string) => (text === '' ? null : text);

const roleField = textField({ max: 80, what: 'The role' })
  .transform(oneLine)
  // A byline "Engineer at Northwind at Cairn Community" would pass for a verified one.
  .refine((role) => !/(^|\s)(at\s|@)/i.test(role), 'Leave the company out of the role; it has its own field.')
  .transform(commonSpelling)
  .transform(orNull);

export const careerSchema = z.strictObject({
  role: roleField,
  level: z.enum(['', ...levels], 'Choose one of the levels.').transform(orNull),
  company: textField({ max: 80, what: 'The company' }).transform(oneLine).transform(orNull),
  nativeLevel: textField({ max: 20, what: 'The level’s own name' }).transform(oneLine).transform(orNull),
  years: z
    .enum(['', ...yearRanges], 'Choose one of the ranges.')
    .transform(orNull)
    .default(null),
});

export type CareerInput = z.output<typeof careerSchema>;
