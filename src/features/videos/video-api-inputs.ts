import { z } from 'zod';
import { bodyInput, revisionInput, titleInput, topicsInput } from '../api/inputs.ts';
import { limits } from '../posts/fields.ts';
import { videoSchema } from './videos.ts';

/** The fields of the forms, with what the document says of them. */
const fields = videoSchema.shape;

const wording = {
  title: titleInput.meta({ description: 'What one learns in it, in one line.' }),
  body: fields.body.unwrap().meta({ description: 'The notes, in Markdown.', maxLength: limits.body.max }),
  topics: topicsInput,
};

const settings = {
  speakers: z
    .array(
      z.string('A speaker is a name.').trim().min(1, 'A speaker is a name.').max(200, 'No name is so long.'),
    )
    .max(20, 'Name up to 20 people.')
    .transform((names) => [...new Set(names)])
    .meta({ description: 'The names in the addresses of their pages.' }),
  language: fields.language.unwrap().meta({ description: 'What is spoken: en, de, pt-BR.' }),
  audience: fields.audience.unwrap().meta({ description: 'Who may watch it and read what is said.' }),
  publish: fields.publish.unwrap().meta({ description: 'When it is ready, or later, by you.' }),
};

const example = {
  title: 'Reading a design document',
  body: 'What to look for *first*.',
  topics: ['tech-lead'],
  speakers: ['ada-example'],
  publish: 'later',
};

export const newVideoSchema = z
  .strictObject({
    title: wording.title,
    body: wording.body.default(''),
    topics: wording.topics,
    speakers: settings.speakers.default([]),
    language: settings.language.default('en'),
    audience: settings.audience.default('everybody'),
    publish: settings.publish.default('ready'),
  })
  .meta({ id: 'NewVideo', examples: [example] });

export const ownVideoChangeSchema = z
  .strictObject({
    title: wording.title.optional(),
    body: wording.body.optional(),
    topics: wording.topics.optional(),
    speakers: settings.speakers.optional(),
    language: settings.language.optional(),
    audience: settings.audience.optional(),
    publish: settings.publish.optional(),
  })
  .meta({
    id: 'OwnVideoChange',
    description: 'What is left out stays as it is. Title, body and topics only until it is published.',
    examples: [{ audience: 'members' }],
  });

export const videoChangeSchema = z
  .strictObject({
    revision: revisionInput,
    title: titleInput.optional(),
    body: bodyInput.optional(),
    topics: topicsInput.optional(),
  })
  .meta({
    id: 'VideoChange',
    description: 'What is left out stays as it is.',
    examples: [{ revision: 1, body: 'What to look for *first*, and what last.' }],
  });

export const newFrameSchema = z
  .strictObject({
    frame: z
      .int('Choose one of the pictures.')
      .meta({ description: 'Which of its `frames`, counted from 1.' }),
  })
  .meta({ id: 'NewFrame', examples: [{ frame: 2 }] });

const file = (id: string, description: string) =>
  z.string().meta({ id, description, contentMediaType: 'application/octet-stream' });

export const videoFileSchema = file(
  'VideoFile',
  'A film or audio as it is: MP4, MOV, WebM, MKV and the like. What it says of places, times and devices is not kept, and neither is the file once it is ready.',
);
export const pictureFileSchema = file('PictureFile', 'JPEG, PNG or WebP, up to 10 MB.');
