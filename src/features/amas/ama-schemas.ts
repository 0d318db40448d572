import { z } from 'zod';
import {
  bylineSchema,
  moment,
  next,
  orNull,
  ownSchema,
  place,
  postId,
  topicNameSchema,
} from '../api/schemas.ts';

/** What the API says of AMAs, field by field. `public-ama.ts` makes it; nothing else leaves. */

const hostSchema = z
  .object({
    name: z.string(),
    title: z.string().nullable().meta({ description: 'What they say of themselves.' }),
    profile: z.url().meta({ description: 'The page of this person.' }),
  })
  .meta({ id: 'Host' });

const text = {
  body: z.string().meta({ description: 'Markdown.', examples: ['Ask me about *anything*.'] }),
  bodyHtml: z
    .string()
    .meta({ description: 'The same as safe HTML.', examples: ['<p>Ask me about <em>anything</em>.</p>\n'] }),
};

const ownRsvpSchema = z
  .object({ going: z.boolean().meta({ description: 'Whether the account wants to be reminded.' }) })
  .meta({ id: 'OwnRsvp', description: 'Only with `own=1` and a token.' });

export const amaSchema = z
  .object({
    id: postId,
    url: place('Where people read it.'),
    calendar: z.url().meta({ description: 'It as an iCalendar file.' }),
    title: z.string().meta({ examples: ['Ask me about leading without a title'] }),
    ...text,
    state: z.enum(['announced', 'live', 'overflow', 'closed', 'cancelled']).meta({
      description: 'In the overflow the hosts answer what was left at the end.',
    }),
    startsAt: orNull(moment('When it begins or began; null where nobody knows any more.')),
    endsAt: orNull(moment('When it ends or ended.')),
    zone: z.string().meta({ description: 'The host’s time zone.', examples: ['Europe/Berlin'] }),
    hosts: z.array(hostSchema),
    topics: z.array(topicNameSchema),
    questionCount: z.int().min(0).meta({ description: 'Questions that can be read.' }),
    atLeastGoing: z.int().min(0).meta({
      description:
        'At least so many want to be reminded of it, in steps: 0, 10, 25, 50, 100, 250, 500, 1000.',
    }),
    approveFirst: z.boolean().meta({ description: 'Whether the hosts let each question in.' }),
    promisedOn: orNull(z.string().regex(/^\d{4}-\d\d-\d\d$/)).meta({
      description: 'By when what was left will have been answered; a day.',
    }),
    summaryHtml: z.string().meta({ description: 'The hosts’ own, as safe HTML; may be empty.' }),
    cancelledBecause: z.string().meta({ description: 'Empty where it was not cancelled.' }),
    own: ownRsvpSchema.optional(),
  })
  .meta({ id: 'Ama' });

const answerToAmaSchema = z
  .object({ id: postId, ...text, byline: bylineSchema, at: moment('When it was posted.') })
  .meta({ id: 'AmaAnswer', description: 'What a host says to a question.' });

export const amaQuestionSchema = z
  .object({
    id: postId,
    url: place('Where people read it.'),
    ...text,
    byline: bylineSchema,
    at: moment('When it was posted; masked posts carry the start of a quarter of an hour.'),
    state: z.enum(['queued', 'answered', 'merged']),
    mergedInto: orNull(postId).meta({
      description: 'The question that asks the same, where its votes count.',
    }),
    pinned: z.boolean(),
    tally: z.int().min(0).meta({ description: 'How many find it helpful, with those merged into it.' }),
    answers: z.array(answerToAmaSchema),
    own: ownSchema.optional(),
  })
  .meta({ id: 'AmaQuestion' });

export const amaListSchema = z.object({ amas: z.array(amaSchema), next }).meta({ id: 'AmaList' });
export const amaQuestionListSchema = z
  .object({ questions: z.array(amaQuestionSchema), next })
  .meta({ id: 'AmaQuestionList' });
