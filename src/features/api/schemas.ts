import { z } from 'zod';

/** What the API says, field by field. `public.ts` makes it; nothing else leaves. */

const exampleId = 'k3mPq8RtZx2';
export const moment = (description: string) =>
  z.iso.datetime().meta({ description, examples: ['2026-05-04T10:00:00.000Z'] });
export const place = (description: string) =>
  z.url().meta({ description, examples: [`https://cairn.example/questions/${exampleId}/after-the-layoff`] });

// `nullable()` would lose the null of a schema that has a name.
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

export const postId = z
  .string()
  .regex(/^[0-9A-Za-z]{6,32}$/)
  .meta({ description: 'Random; says nothing of time or order.', examples: [exampleId] });

const bylineText = z.string().meta({
  description: 'The line that signs the post, as it is printed.',
  examples: ['Senior Software Engineer at Cairn Community'],
});
const handle = z.string().meta({
  description: 'Tells masked authors apart inside one thread; means nothing outside it.',
  examples: ['Quiet Heron'],
});
const level = z.string().nullable().meta({ description: 'As printed; null where hidden.' });
const role = level;

const namedByline = z
  .object({
    form: z.literal('named'),
    text: bylineText.meta({ examples: ['Ada Example (Staff Engineer at Example)'] }),
    name: z.string(),
    title: z.string().nullable().meta({ description: 'What they say of themselves.' }),
    profile: z.url().meta({ description: 'The page of this person.' }),
  })
  .meta({ id: 'NamedByline', description: 'Somebody who posts under their name.' });

const companyByline = z
  .object({
    form: z.literal('company'),
    text: bylineText.meta({ examples: ['Mid-Level Software Engineer [SDE 2] at Example'] }),
    level,
    role,
    nativeLevel: z.string().nullable().meta({ description: 'The company’s own name of the level.' }),
    company: z.string(),
    handle,
  })
  .meta({ id: 'CompanyByline', description: 'A masked author who shows their company.' });

const communityByline = z
  .object({ form: z.literal('community'), text: bylineText, level, role, handle })
  .meta({ id: 'CommunityByline', description: 'A masked author.' });

export const bylineSchema = z
  .discriminatedUnion('form', [namedByline, companyByline, communityByline])
  .meta({ id: 'Byline', description: 'Who signs the post: frozen when they first posted in the thread.' });

export const tallySchema = z
  .object({ up: z.int().min(0), down: z.int().min(0) })
  .meta({ id: 'Tally', description: 'How many said that this helped, and that it did not.' });

export const ownSchema = z
  .object({
    mine: z.boolean().meta({ description: 'Whether the token’s account wrote the post.' }),
    vote: z.literal([1, 0, -1]).meta({ enum: [1, 0, -1], description: 'Its vote on the post; 0 for none.' }),
  })
  .meta({ id: 'Own', description: 'Only with `own=1` and a token.' });

export const revisionNumber = z
  .int()
  .min(1)
  .meta({ description: 'Counts the edits; a change names the one it is made on.' });

const post = {
  id: postId,
  url: place('Where people read it.'),
  body: z.string().meta({ description: 'Markdown.', examples: ['Has *anyone* done this?'] }),
  bodyHtml: z.string().meta({
    description: 'The same as safe HTML.',
    examples: ['<p>Has <em>anyone</em> done this?</p>\n'],
  }),
  byline: bylineSchema,
  votes: tallySchema,
  at: moment('When it was posted; masked posts carry the start of a quarter of an hour.'),
  editedAt: moment('When it was last edited.').nullable(),
  revision: revisionNumber,
  own: ownSchema.optional(),
};

export const topicNameSchema = z
  .object({
    slug: z.string().meta({ examples: ['tech-lead'] }),
    name: z.string().meta({ examples: ['Tech Lead'] }),
  })
  .meta({ id: 'TopicName' });

const topicFields = {
  ...topicNameSchema.shape,
  url: z.url().meta({ description: 'Where people read it.' }),
  summary: z.string().meta({ description: 'One sentence.' }),
};

export const topicEntrySchema = z
  .object({
    ...topicFields,
    parent: orNull(topicNameSchema),
    threadCount: z.int().min(0).meta({ description: 'Questions, AMAs and videos that are gathered here.' }),
  })
  .meta({ id: 'TopicEntry', description: 'A topic as the list of all shows it.' });

export const topicSchema = z
  .object({
    ...topicFields,
    guide: z.string().meta({ description: 'What one should know about it, in Markdown.' }),
    guideHtml: z.string().meta({ description: 'The same as safe HTML.' }),
    parent: orNull(topicNameSchema),
    children: z.array(topicNameSchema),
  })
  .meta({ id: 'Topic' });

const partSchema = z
  .object({ id: z.string(), text: z.string() })
  .meta({ id: 'Part', description: 'One of the things that a multi-part question asks.' });

const closureSchema = z
  .object({ reason: z.string(), by: z.enum(['asker', 'moderator']) })
  .meta({ id: 'Closure', description: 'Why the question takes no new answers.' });

const lockSchema = z
  .object({ reason: z.string() })
  .meta({ id: 'Lock', description: 'Why a moderator lets nobody write here.' });

const sourceSchema = z
  .object({ name: z.string(), url: z.string().nullable() })
  .meta({ id: 'Source', description: 'Where the question was asked before it came here.' });

export const questionSchema = z
  .object({
    ...post,
    title: z.string().meta({ examples: ['How do I stay visible after the layoff?'] }),
    tldr: z.string().meta({ description: 'The question in a sentence; may be empty.' }),
    topics: z.array(topicNameSchema),
    parts: z.array(partSchema),
    options: z.array(z.string()).meta({ description: 'What the asker decides between.' }),
    answerCount: z.int().min(0),
    commentCount: z.int().min(0).meta({ description: 'Comments in the whole thread.' }),
    accepted: z.array(postId).meta({ description: 'The answers that the asker says helped.' }),
    closed: orNull(closureSchema),
    locked: orNull(lockSchema),
    from: orNull(sourceSchema),
  })
  .meta({ id: 'Question' });

const asker = z.boolean().meta({ description: 'Whether who began the thread wrote this.' });

export const answerSchema = z
  .object({
    ...post,
    question: postId.meta({ description: 'The question of the thread.' }),
    asker,
    accepted: z.boolean().meta({ description: 'Whether the asker says that it helped.' }),
  })
  .meta({ id: 'Answer' });

export const commentSchema = z
  .object({
    ...post,
    question: orNull(postId).meta({ description: 'The question of the thread; null below a video.' }),
    video: orNull(postId).meta({ description: 'The video of the thread; null below a question.' }),
    asker,
    on: postId.meta({ description: 'The question, video, answer or comment it stands on.' }),
  })
  .meta({ id: 'Comment' });

export const next = z
  .url()
  .nullable()
  .meta({
    description: 'The address of what follows; null at the end.',
    examples: ['https://cairn.example/api/v1/questions?sort=new&cursor=c2Fnb1'],
  });

export const topicListSchema = z.object({ topics: z.array(topicEntrySchema) }).meta({ id: 'TopicList' });
export const questionListSchema = z
  .object({ questions: z.array(questionSchema), next })
  .meta({ id: 'QuestionList' });
export const answerListSchema = z.object({ answers: z.array(answerSchema), next }).meta({ id: 'AnswerList' });
export const commentListSchema = z
  .object({ comments: z.array(commentSchema), next })
  .meta({ id: 'CommentList' });

const foundPostSchema = z
  .object({
    id: postId,
    kind: z.enum(['question', 'ama', 'video', 'answer', 'comment', 'amaQuestion']),
    url: place('Where people read it.'),
    byline: bylineSchema,
    at: post.at,
    excerpt: z.string().meta({ description: 'Plain text around what fits.' }),
  })
  .meta({ id: 'FoundPost', description: 'What fits best in a thread: its own text, or an answer.' });

const foundThreadSchema = z
  .object({
    id: postId,
    kind: z.enum(['question', 'ama', 'video']),
    url: place('Where people read it.'),
    title: z.string(),
    answerCount: z.int().min(0),
    acceptedCount: z.int().min(0),
    post: foundPostSchema,
  })
  .meta({ id: 'FoundThread' });

export const findingsSchema = z
  .object({
    query: z.string().meta({ description: 'What was looked for.' }),
    mendedFrom: z
      .string()
      .nullable()
      .meta({ description: 'What was typed, where something likelier was looked for.' }),
    suggestion: z.string().nullable().meta({ description: 'A likelier spelling.' }),
    found: z.int().min(0).meta({ description: 'How many threads fit; where `capped`, at least so many.' }),
    capped: z.boolean(),
    topics: z.array(topicNameSchema).meta({ description: 'Topics of that name.' }),
    threads: z.array(foundThreadSchema),
    next,
  })
  .meta({ id: 'Findings', description: 'What a search found.' });
