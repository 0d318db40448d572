import type { JSX } from 'preact';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { truncate } from '../../platform/text.ts';
import { SelectField } from '../../ui/form.tsx';
import type { QuestionCard } from './cards.ts';

/** Into which question one is merged: its votes count there, and its asker hears of the answer. */
export function MergeTargets({ others }: { others: readonly QuestionCard[] }): JSX.Element {
  return (
    <SelectField
      name="into"
      label="Asks the same as"
      help="Its votes count there, and its asker hears of the answer."
      choices={others.map(({ id, bodyHtml, handle, name }) => ({
        value: id,
        label: `${name ?? handle ?? ''}: ${truncate(textOfHtml(bodyHtml), 70)}`,
      }))}
    />
  );
}
