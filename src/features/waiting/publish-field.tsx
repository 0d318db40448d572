import type { JSX } from 'preact';
import { SelectField } from '../../ui/form.tsx';

const choices = [
  { value: 'usual', label: 'As usual for its topics' },
  { value: 'later', label: 'At a random moment within five minutes' },
  { value: 'now', label: 'At once' },
];

/** When a masked post appears; rarely changed, so folded. Sends `publish`. */
export function PublishField({ value }: { value: string | undefined }): JSX.Element {
  const chosen = choices.find((choice) => choice.value === value)?.value ?? 'usual';
  return (
    <details class="fold when-masked" open={chosen !== 'usual'}>
      <summary>When it appears</summary>
      <SelectField
        name="publish"
        label="A masked post appears"
        help="Usually at once; in sensitive topics at a random moment within five minutes, so that nobody who saw you write can tell it by the time."
        choices={choices}
        value={chosen}
      />
    </details>
  );
}
