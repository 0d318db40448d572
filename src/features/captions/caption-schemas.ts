import { z } from 'zod';
import { revisionInput } from '../api/inputs.ts';
import { postId, revisionNumber } from '../api/schemas.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { atOnce } from './corrections.ts';
import { captionLimits } from './cue.ts';
import { trackKinds } from './tracks.ts';

/** What the API says of captions and takes, field by field. */

const seconds = z.number().min(0).meta({ description: 'In seconds.' });
const lang = z.string().meta({ description: 'As BCP 47 says it.', examples: ['en'] });
const kind = z.enum(trackKinds);

export const langParam = z
  .string()
  .max(60)
  .meta({ description: 'The language: en, de, pt-BR.', examples: ['en'] });

export const kindQuery = z.strictObject({
  kind: z.enum(trackKinds, 'Choose what these are.').default('captions').meta({
    description: 'What is said; what is said, translated; what is seen, described.',
  }),
});

export const trackSchema = z
  .object({ lang, kind, revision: revisionNumber })
  .meta({ id: 'CaptionTrack', description: 'The words of one language.' });

export const trackListSchema = z.object({ captions: z.array(trackSchema) }).meta({ id: 'CaptionTrackList' });

const cueSchema = z
  .object({
    position: z.int().min(0),
    startsAt: seconds,
    endsAt: seconds,
    speaker: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: 'Cue', description: 'What is said from one moment to another.' });

export const cuesSchema = trackSchema.extend({ cues: z.array(cueSchema) }).meta({ id: 'Captions' });

export const captionsFileSchema = z.string().meta({
  id: 'CaptionsFile',
  description: 'WebVTT or SRT in UTF-8, up to 2 MB.',
  examples: ['WEBVTT\n\n00:00.500 --> 00:04.000\n<v Ada Example>Good morning.\n'],
});

const wording = z
  .strictObject({
    position: z.int('Name a cue by its position.').min(0).max(captionLimits.cues),
    text: z.string('A wording is text.').max(captionLimits.text * 2),
  })
  .meta({ id: 'NewWording', examples: [{ position: 3, text: 'We counted them twice.' }] });

export const correctionSchema = z
  .strictObject({
    revision: revisionInput,
    cues: z
      .array(wording)
      .min(1, 'Name the cues, and what they should say.')
      .max(atOnce, `Correct up to ${atOnce} cues at once.`),
  })
  .meta({
    id: 'NewCorrection',
    description: `Up to ${atOnce} cues that stand close together, and what they should say.`,
    examples: [{ revision: 1, cues: [{ position: 3, text: 'We counted them twice.' }] }],
  });

export const outcomeSchema = z
  .object({
    outcome: z.enum(['corrected', 'suggested', 'same']).meta({
      description: 'Whether the cues say it now, their author is to decide, or they said it before.',
    }),
  })
  .meta({ id: 'Correction' });

const suggestionSchema = z
  .object({
    id: postId,
    lang,
    at: seconds,
    was: z.string(),
    becomes: z.string(),
    outdated: z.boolean().meta({ description: 'The cue says something else by now.' }),
  })
  .meta({ id: 'CaptionSuggestion', description: 'What somebody would have a cue say. Nobody is told who.' });

export const suggestionListSchema = z
  .object({ suggestions: z.array(suggestionSchema) })
  .meta({ id: 'CaptionSuggestionList' });

export const chapterListSchema = z
  .object({ chapters: z.array(z.object({ at: seconds, title: z.string() }).meta({ id: 'Chapter' })) })
  .meta({ id: 'ChapterList' });

const newChapter = z
  .strictObject({
    at: z
      .number('A chapter begins at a second.')
      .min(0, 'A chapter begins at a second.')
      .max(captionLimits.ms / 1000, 'No video is so long.')
      .meta({ description: 'In seconds.' }),
    title: textField({ min: 1, max: 120, what: 'The title' }).transform(oneLine).meta({ maxLength: 120 }),
  })
  .meta({ id: 'NewChapter', examples: [{ at: 761, title: 'What we learned' }] });

export const newChaptersSchema = z
  .strictObject({ chapters: z.array(newChapter).max(1000, 'These are too many chapters.') })
  .meta({
    id: 'NewChapters',
    description: 'In their order; none takes away those that there are.',
    examples: [
      {
        chapters: [
          { at: 0, title: 'One ledger' },
          { at: 761, title: 'What we learned' },
        ],
      },
    ],
  });
