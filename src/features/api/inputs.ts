import { z } from 'zod';
import {
  bodyField,
  bylineField,
  commentField,
  limits,
  noTopic,
  titleField,
  topicsField,
} from '../posts/fields.ts';

/** Text fields of posts, with what the document says of them. */
export const titleInput = titleField.meta({ minLength: limits.title.min, maxLength: limits.title.max });
export const topicsInput = z
  .array(z.string('A topic is a name or a slug.').max(100, 'No topic has so long a name.'))
  .min(1, noTopic)
  .max(limits.topics, `Choose up to ${limits.topics} topics.`)
  .transform((names): string | string[] => names)
  .pipe(topicsField)
  .meta({ description: 'Slugs, names or synonyms.' });

export const bodyInput = bodyField.meta({
  description: 'Markdown.',
  minLength: limits.body.min,
  maxLength: limits.body.max,
});

export const bylineInput = bylineField.meta({
  description:
    'How to sign: under the name of your profile; with your verified company, by level and role, by role or alone; by level and role, by role, or as a member of the community. A line that is not open to you is refused with the reason. Who has posted in the thread before goes on under the same byline; there a masked choice is refused for who wrote under their name, and the name for who wrote masked.',
});

export const revisionInput = z
  .int('Send the revision that your change is made on.')
  .min(1, 'Send the revision that your change is made on.')
  .max(2_147_483_647, 'Send the revision that your change is made on.')
  .meta({ description: 'The one you have read; 409 where there is a newer one.' });

export const commentInput = commentField.meta({
  description: 'Markdown.',
  minLength: limits.comment.min,
  maxLength: limits.comment.max,
});
