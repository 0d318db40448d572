import type { JSX } from 'preact';
import { SelectField } from '../../ui/form.tsx';

const choices = [
  { value: 'usual', label: 'As usual here' },
  { value: 'later', label: 'At a random moment within five minutes' },
  { value: 'now', label: 'At once' },
];

/** When a masked post appears. Sends `publish`. */
export function PublishField({ value }: { value: string | undefined }): JSX.Element {
  return (
    <SelectField
      name="publish"
      label="When it appears, if it is masked"
      help="As usual: at once, and in sensitive topics at a random moment within five minutes, so that nobody who saw you write can tell it by the time."
      choices={choices}
      value={choices.some((choice) => choice.value === value) ? (value ?? 'usual') : 'usual'}
    />
  );
}
