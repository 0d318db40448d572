import { z } from 'zod';
import { slugify } from '../../platform/text.ts';
import { levels } from '../bylines/levels.ts';
import { line, markdown, optionalLine, ref, slug, time, webAddress } from './fields.ts';

const second = z.number().min(0, 'is negative').max(1_000_000, 'is above 1,000,000');
const body = markdown({ max: 200_000 });
const writtenBody = markdown({ min: 1, max: 200_000 });
const refs = (max: number) => z.array(ref).max(max, `can hold up to ${max}`).default([]);
const lines = (most: number, max: number) =>
  z.array(line({ max })).max(most, `can hold up to ${most}`).default([]);

const signed = {
  author: ref.optional(),
  byline: z.enum(['named', 'company', 'community']).optional(),
};

const thread = {
  ref,
  title: line({ max: 500 }),
  tldr: line({ min: 0, max: 2000 }).default(''),
  body: body.default(''),
  ...signed,
  topics: z
    .array(z.string().max(80))
    .max(20, 'can hold up to 20')
    .transform((slugs) => [...new Set(slugs)])
    .default([]),
  at: time.optional(),
};

const partNumbers = z
  .array(z.int().min(1).max(50))
  .max(50)
  .transform((numbers) => [...new Set(numbers)].toSorted((a, b) => a - b))
  .default([]);

const answer = { ...signed, body: writtenBody, at: time.optional() };

/** The interchange format of product.md, one schema a type. What a record leaves out is empty. */
export const schemas = {
  topic: z.strictObject({
    type: z.literal('topic'),
    slug,
    name: line({ max: 80 }),
    summary: line({ min: 0, max: 500 }).default(''),
    guide: body.default(''),
    parent: slug.optional(),
    synonyms: lines(100, 80).transform((names) => [...new Set(names.map(slugify))]),
  }),
  person: z.strictObject({
    type: z.literal('person'),
    ref,
    name: optionalLine(120),
    handle: optionalLine(80),
    title: optionalLine(200),
    role: optionalLine(80),
    level: z.enum(levels).optional(),
    nativeLevel: optionalLine(20),
    company: optionalLine(80),
    bio: markdown({ max: 30_000 }).default(''),
    links: z.array(webAddress).max(20, 'can hold up to 20').default([]),
  }),
  question: z.strictObject({
    type: z.literal('question'),
    ...thread,
    intent: z.enum(['advice', 'decision', 'stories', 'heard']).optional(),
    parts: lines(50, 500),
    options: lines(20, 300),
    from: z.strictObject({ name: optionalLine(120), url: webAddress.optional() }).optional(),
    // The second of a video at which it was asked.
    moment: z.strictObject({ video: ref, at: second }).optional(),
  }),
  answer: z.strictObject({
    type: z.literal('answer'),
    ref,
    question: ref,
    ...answer,
    parts: partNumbers,
    accepted: z.boolean().optional(),
  }),
  comment: z.strictObject({
    type: z.literal('comment'),
    ref,
    on: ref,
    ...signed,
    body: writtenBody,
    at: time.optional(),
  }),
  vote: z.strictObject({
    type: z.literal('vote'),
    on: ref,
    by: ref,
    value: z.literal([-1, 0, 1]),
  }),
  outcome: z.strictObject({
    type: z.literal('outcome'),
    question: ref,
    followed: refs(100),
    body: writtenBody,
    at: time,
  }),
  ama: z.strictObject({
    type: z.literal('ama'),
    ...thread,
    hosts: z.array(ref).min(1, 'names nobody').max(20, 'can hold up to 20'),
    startsAt: time.optional(),
    endsAt: time.optional(),
  }),
  amaQuestion: z.strictObject({
    type: z.literal('amaQuestion'),
    ref,
    ama: ref,
    ...signed,
    body: writtenBody,
    answer: z.strictObject({ ref: ref.optional(), ...answer }).optional(),
    at: time.optional(),
  }),
  video: z.strictObject({
    type: z.literal('video'),
    ...thread,
    file: z.string().min(1).max(500).optional(),
    captions: z
      .array(z.strictObject({ lang: line({ max: 35 }), file: z.string().min(1).max(500) }))
      .max(100)
      .default([]),
    chapters: z
      .array(
        z.strictObject({
          at: second,
          title: line({ max: 300 }),
        }),
      )
      .max(1000)
      .default([]),
    speakers: refs(50),
  }),
  series: z.strictObject({
    type: z.literal('series'),
    slug,
    name: line({ max: 120 }),
    summary: line({ min: 0, max: 2000 }).default(''),
    videos: refs(1000),
  }),
};

export type RecordType = keyof typeof schemas;
export type RecordOf<Type extends RecordType> = z.output<(typeof schemas)[Type]>;
export type AnyRecord = { [Type in RecordType]: RecordOf<Type> }[RecordType];
export type Form = 'named' | 'company' | 'community';

/** The types in the order of an export, in which a reader needs nothing that comes later but for `parent`. */
export const recordTypes = Object.keys(schemas) as RecordType[];
