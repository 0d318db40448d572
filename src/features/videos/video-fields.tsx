import type { JSX } from 'preact';
import type { FieldErrors } from '../../ui/field.tsx';
import { RadioGroup, TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { TopicField } from '../../ui/topic-field.tsx';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { limits } from '../posts/fields.ts';

export interface VideoFieldsProps {
  fields: RawForm;
  errors: FieldErrors;
  /** Title, text and topics are then those of its post, and edited there. */
  isPublished: boolean;
}

/** What an author says of a video. */
export function VideoFields({ fields, errors, isPublished }: VideoFieldsProps): JSX.Element {
  const text = (name: string) => fieldText(fields, name);
  return (
    <>
      {!isPublished && <Wording text={text} errors={errors} />}
      <TextField
        name="speakers"
        label="Who speaks"
        optional
        help="The names in the addresses of their pages, separated by commas: ada‑example, grace‑example."
        value={text('speakers')}
        error={errors['speakers']}
      />
      <TextField
        name="language"
        label="Language"
        help="What is spoken, as a short code: en, de, pt‑BR."
        value={text('language') || 'en'}
        error={errors['language']}
      />
      <RadioGroup
        name="audience"
        label="Who may watch it"
        value={text('audience') || 'everybody'}
        error={errors['audience']}
        choices={[
          { value: 'everybody', label: 'Everybody' },
          {
            value: 'members',
            label: 'Members only',
            help: 'Everybody can read the title and the notes. Who is signed in can watch it and read what is said.',
          },
        ]}
      />
      {!isPublished && (
        <RadioGroup
          name="publish"
          label="When it is ready"
          value={text('publish') || 'ready'}
          error={errors['publish']}
          choices={[
            { value: 'ready', label: 'Publish it at once' },
            { value: 'later', label: 'Wait until I have looked at it' },
          ]}
        />
      )}
    </>
  );
}

function Wording({ text, errors }: { text: (name: string) => string; errors: FieldErrors }): JSX.Element {
  return (
    <>
      <TextField
        name="title"
        label="Title"
        help="What one learns in it, in one line."
        value={text('title')}
        limit={limits.title.max}
        error={errors['title']}
      />
      <MarkdownField
        name="body"
        label="Notes"
        optional
        value={text('body')}
        rows={8}
        limit={limits.body.max}
        error={errors['body']}
      />
      <TopicField
        name="topics"
        label="Topics"
        help={`Up to ${limits.topics}, separated by commas. They decide who sees this.`}
        value={text('topics')}
        max={limits.topics}
        error={errors['topics']}
      />
    </>
  );
}
