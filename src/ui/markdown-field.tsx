import type { JSX } from 'preact';
import { Field, fieldAttributes, fieldId, type FieldProps } from './field.tsx';
import { typedText } from './form.tsx';
import type { IconName } from './icon-names.ts';
import { Icon } from './icon.tsx';
import { urls } from '../urls.ts';

export type MarkdownFieldProps = FieldProps & {
  value?: string | undefined;
  rows?: number;
  /** The most characters, as the server counts them. */
  limit?: number;
  /** The rendered text, where the form came back from its Preview button without a script. */
  preview?: string | undefined;
};

/**
 * A text area for Markdown. Without a script, Preview is a submit button (`preview=1`) and the server sends
 * the form back with `preview` filled; with one, it turns the field over by POST /preview.
 */
export function MarkdownField(props: MarkdownFieldProps): JSX.Element {
  const { name, value, rows = 10, limit, preview, optional } = props;
  const id = fieldId(name);
  return (
    <markdown-field action={urls.preview()}>
      <Field {...props}>
        <div class="markdown-bar">
          <MarkdownToolbar for={id} />
          <button
            type="submit"
            name="preview"
            value="1"
            class="markdown-preview-button"
            aria-controls={`${id}-preview`}
            formNoValidate
          >
            Preview
          </button>
        </div>
        <textarea
          {...fieldAttributes(props)}
          class="markdown-input"
          rows={rows}
          data-limit={limit}
          required={!optional}
          defaultValue={typedText(value)}
        />
      </Field>
      <section
        class="markdown-preview"
        id={`${id}-preview`}
        aria-labelledby={`${id}-preview-title`}
        hidden={!preview}
        tabIndex={-1}
      >
        <h2 class="hidden-text" id={`${id}-preview-title`}>
          Preview
        </h2>
        <div class="text" dangerouslySetInnerHTML={{ __html: preview ?? '' }} />
      </section>
    </markdown-field>
  );
}

type Tool =
  | 'md-bold'
  | 'md-italic'
  | 'md-header'
  | 'md-quote'
  | 'md-code'
  | 'md-link'
  | 'md-unordered-list'
  | 'md-ordered-list'
  | 'md-task-list';

const tools: { Tool: Tool; word: string; icon: IconName }[] = [
  { Tool: 'md-bold', word: 'Bold', icon: 'bold' },
  { Tool: 'md-italic', word: 'Italic', icon: 'italic' },
  { Tool: 'md-header', word: 'Heading', icon: 'heading' },
  { Tool: 'md-quote', word: 'Quote', icon: 'quote' },
  { Tool: 'md-code', word: 'Code', icon: 'code' },
  { Tool: 'md-link', word: 'Link', icon: 'link' },
  { Tool: 'md-unordered-list', word: 'List', icon: 'list' },
  { Tool: 'md-ordered-list', word: 'Numbered list', icon: 'list-ordered' },
  { Tool: 'md-task-list', word: 'Task list', icon: 'list-checks' },
];

function MarkdownToolbar({ for: id }: { for: string }): JSX.Element {
  return (
    <markdown-toolbar for={id} aria-label="Formatting">
      {tools.map(({ Tool, word, icon }) => (
        <Tool key={Tool} role="button" aria-label={word} title={word}>
          <Icon name={icon} />
        </Tool>
      ))}
    </markdown-toolbar>
  );
}
