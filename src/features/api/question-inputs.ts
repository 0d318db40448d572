import { z } from 'zod';
import { limits, tldrField } from '../posts/fields.ts';
import {
  bodyInput,
  bylineInput,
  revisionInput,
  titleInput as title,
  topicsInput as topics,
} from './inputs.ts';

const tldr = tldrField.meta({ description: 'In a sentence, if you like.', maxLength: limits.tldr.max });

const exampleBody = 'About half of us were let go in March. *What* would you do first?';

export const newQuestionSchema = z
  .strictObject({ title, tldr: tldr.default(''), body: bodyInput, topics, byline: bylineInput })
  .meta({
    id: 'NewQuestion',
    examples: [
      {
        title: 'How do I stay visible after the layoff?',
        tldr: 'Half of my team is gone, and so is everybody who knew my work.',
        body: exampleBody,
        topics: ['visibility', 'layoffs'],
        byline: 'level-role',
      },
    ],
  });

export const questionChangeSchema = z
  .strictObject({
    revision: revisionInput,
    title: title.optional(),
    tldr: tldr.optional(),
    body: bodyInput.optional(),
    topics: topics.optional(),
  })
  .meta({
    id: 'QuestionChange',
    description: 'What is left out stays as it is.',
    examples: [{ revision: 1, body: `${exampleBody}\n\nAn update: I asked my manager.` }],
  });
