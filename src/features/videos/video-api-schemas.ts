import { z } from 'zod';
import { bylineSchema, postId, revisionNumber, topicNameSchema } from '../api/schemas.ts';

const file = z.union([z.url(), z.null()]);

export const videoSchema = z
  .object({
    id: postId,
    url: z.url(),
    title: z.string(),
    body: z.string().meta({ description: 'The notes, in Markdown; may be empty.' }),
    bodyHtml: z.string(),
    byline: bylineSchema,
    topics: z.array(topicNameSchema),
    at: z.iso.datetime(),
    revision: revisionNumber,
    audience: z
      .enum(['everybody', 'members'])
      .meta({ description: 'Who may watch it and read what is said.' }),
    language: z.string().meta({ description: 'What is spoken, as BCP 47 says it.', examples: ['en'] }),
    duration: z.number().nullable().meta({ description: 'In seconds; null until it is ready.' }),
    playlist: file.meta({
      description: 'HLS, in every size; null for members only, or where there is none.',
    }),
    file: file.meta({ description: 'One file that plays by itself; null for members only, or not ready.' }),
    poster: file,
    captions: z.array(z.object({ lang: z.string(), kind: z.string(), url: z.url() })),
    chapters: z.array(z.object({ at: z.number().meta({ description: 'In seconds.' }), title: z.string() })),
    speakers: z.array(z.object({ name: z.string(), profile: z.url() })),
  })
  .meta({ id: 'Video' });

export const videoListSchema = z
  .object({
    videos: z.array(videoSchema),
    next: z.url().nullable().meta({ description: 'The address of what follows; null at the end.' }),
  })
  .meta({ id: 'VideoList' });
