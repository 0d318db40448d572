import type { z } from 'zod';
import type { AnyRecord, RecordType } from './records.ts';
import { schemas } from './records.ts';
import { quote } from './quote.ts';

export type Parsed = { record: AnyRecord } | { reason: string };

/** One line of a file. */
export function parseRecord(text: string): Parsed {
  const value = parseJson(text);
  if (value === undefined) return { reason: 'is not valid JSON' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { reason: 'is not a JSON object' };
  }
  const type = Object.hasOwn(value, 'type') ? (value as { type: unknown }).type : undefined;
  if (type === undefined) return { reason: 'type is missing' };
  if (typeof type !== 'string') return { reason: 'type must be a string' };
  if (!Object.hasOwn(schemas, type)) return { reason: `there is no type ${quote(type)}` };
  const parsed = schemas[type as RecordType].safeParse(value);
  if (!parsed.success) return { reason: describe(parsed.error.issues) };
  return { record: parsed.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function describe(issues: z.core.$ZodIssue[]): string {
  return [...new Set(issues.slice(0, 3).map(describeIssue))].join('; ');
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${where ? `${where} has` : 'has'} an unknown field ${issue.keys.slice(0, 3).map(quote).join(', ')}`;
  }
  if (issue.code === 'invalid_type') return `${where} ${describeType(issue)}`;
  if (issue.code === 'invalid_value') {
    return `${where} must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  return `${where} ${issue.message}`;
}

// The library names what it received in its message only.
function describeType({ expected, message }: z.core.$ZodIssueInvalidType): string {
  const received = /received (\w+)$/.exec(message)?.[1];
  if (received === 'undefined') return 'is missing';
  return `must be ${withArticle(expected)}${received ? `, not ${withArticle(received)}` : ''}`;
}

function withArticle(type: string): string {
  if (type === 'null') return type;
  if (type === 'int') return 'a whole number';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
