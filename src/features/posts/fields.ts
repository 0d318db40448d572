import { z } from 'zod';
import { countCharacters, normaliseText } from '../../platform/text.ts';
import { bylineChoices } from '../bylines/bylines.ts';

/** A text as people type it, in code points after normalising. Messages say what to do. */
export function textField({ min = 0, max, what }: { min?: number; max: number; what: string }) {
  return z
    .string(`${what} must be text.`)
    .max(max * 4, tooLong(what, max))
    .transform((text) => normaliseText(text).trim())
    .superRefine((text, context) => {
      const length = countCharacters(text);
      if (length === 0 && min > 0) context.addIssue({ code: 'custom', message: `${what} is empty.` });
      else if (length < min)
        context.addIssue({ code: 'custom', message: `${what} needs at least ${min} characters.` });
      if (length > max) context.addIssue({ code: 'custom', message: tooLong(what, max, length) });
    });
}

function tooLong(what: string, max: number, length?: number): string {
  const over = length ? `, and has ${length.toLocaleString('en')}` : '';
  return `${what} can have up to ${max.toLocaleString('en')} characters${over}.`;
}

export const limits = {
  title: { min: 8, max: 200 },
  tldr: { max: 500 },
  body: { min: 1, max: 30_000 },
  comment: { min: 1, max: 5_000 },
  topics: 5,
};

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

export const titleField = textField({ ...limits.title, what: 'The title' }).transform(oneLine);
export const tldrField = textField({ ...limits.tldr, what: 'The TL;DR' }).transform(oneLine);
export const bodyField = textField({ ...limits.body, what: 'The text' });
export const commentField = textField({ ...limits.comment, what: 'The comment' });
export const bylineField = z.enum(bylineChoices, 'Choose how to sign this.');
export const reasonField = textField({ min: 3, max: 500, what: 'The reason' });

/** "Tech Lead, on-call" or a list of names and slugs. */
export const topicsField = z
  .union([z.string().max(1000), z.array(z.string().max(100)).max(20)])
  .transform((topics) => (typeof topics === 'string' ? topics.split(',') : topics))
  .transform((names) => [...new Set(names.map((name) => normaliseText(name).trim()).filter(Boolean))]);
