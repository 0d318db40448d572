import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { TopicField } from '../../ui/topic-field.tsx';
import type { Composed } from './composing.ts';
import { limits } from './fields.ts';

export interface WordingFieldsProps {
  composed: Composed;
  errors: Record<string, string>;
}

/** Title, TL;DR, text and topics: asked for when asking and when editing. */
export function WordingFields({ composed, errors }: WordingFieldsProps): JSX.Element {
  const text = (name: string) => fieldText(composed.fields, name);
  return (
    <>
      <TextField
        name="title"
        label="Title"
        help="Your question in one line, as you would say it to a colleague you trust."
        value={text('title')}
        limit={limits.title.max}
        error={errors['title']}
      />
      <MarkdownField
        name="body"
        label="The whole story"
        value={text('body')}
        rows={14}
        limit={limits.body.max}
        preview={composed.preview}
        error={errors['body']}
      />
      <TextField
        name="tldr"
        label="TL;DR"
        optional
        help="Two sentences for those who read on a phone."
        value={text('tldr')}
        limit={limits.tldr.max}
        error={errors['tldr']}
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
