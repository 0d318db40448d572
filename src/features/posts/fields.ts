import { z } from 'zod';
import { oneLine, textField } from '../../platform/text-field.ts';
import { normaliseText } from '../../platform/text.ts';
import { bylineChoices } from '../bylines/bylines.ts';

export const limits = {
  title: { min: 8, max: 200 },
  tldr: { max: 500 },
  body: { min: 1, max: 30_000 },
  comment: { min: 1, max: 5_000 },
  topics: 5,
};

export const titleField = textField({ ...limits.title, what: 'The title' }).transform(oneLine);
export const tldrField = textField({ ...limits.tldr, what: 'The TL;DR' }).transform(oneLine);
export const bodyField = textField({ ...limits.body, what: 'The text' });
export const commentField = textField({ ...limits.comment, what: 'The comment' });
export const bylineField = z.enum(bylineChoices, 'Choose how to sign this.');
export const reasonField = textField({ min: 3, max: 500, what: 'The reason' });

export const noTopic = 'Choose at least one topic, so that the right people see this.';

/** "Tech Lead, on-call" or a list of names and slugs. */
export const topicsField = z
  .union([z.string().max(1000), z.array(z.string().max(100)).max(20)])
  .transform((topics) => (typeof topics === 'string' ? topics.split(',') : topics))
  .transform((names) => [...new Set(names.map((name) => normaliseText(name).trim()).filter(Boolean))])
  // Said with what else is wrong, not after all of that is mended.
  .refine((names) => names.length > 0, noTopic);
