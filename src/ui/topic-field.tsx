import type { JSX } from 'preact';
import { TextField, type TextFieldProps } from './form.tsx';
import { urls } from '../urls.ts';

export type TopicFieldProps = Omit<TextFieldProps, 'type' | 'limit'> & {
  /** The most topics that a post may have. */
  max?: number;
};

/** Topics by name, separated by commas; with a script, chosen from suggestions as one types. */
export function TopicField({ max = 5, ...field }: TopicFieldProps): JSX.Element {
  return (
    <topic-picker suggest={urls.topicSuggestions()} max={max}>
      <TextField {...field} autocomplete="off" spellcheck={false} />
    </topic-picker>
  );
}
