import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact';
import { Icon } from './icon.tsx';
import { Field, FieldSet, fieldAttributes, fieldId, type FieldErrors, type FieldProps } from './field.tsx';

type InputType = 'text' | 'email' | 'password';

/** Spread, because the JSX types tell inputs apart by a literal type. */
const typed: Record<InputType, InputHTMLAttributes> = {
  text: { type: 'text' },
  email: { type: 'email' },
  password: { type: 'password' },
};

export type TextFieldProps = FieldProps & {
  type?: InputType;
  value?: string | undefined;
  autocomplete?: string;
  spellcheck?: boolean;
  /** The most characters; counted down while one writes, checked by the server. */
  limit?: number;
};

export function TextField(props: TextFieldProps): JSX.Element {
  const { type = 'text', value, autocomplete, spellcheck, limit } = props;
  return (
    <Field {...props}>
      <input
        {...fieldAttributes(props)}
        {...typed[type]}
        defaultValue={value}
        autoComplete={autocomplete}
        spellcheck={spellcheck}
        data-limit={limit}
        required={!props.optional}
      />
    </Field>
  );
}

export type TextAreaProps = FieldProps & { value?: string | undefined; rows?: number; limit?: number };

export function TextArea(props: TextAreaProps): JSX.Element {
  return (
    <Field {...props}>
      <textarea
        {...fieldAttributes(props)}
        rows={props.rows ?? 4}
        data-limit={props.limit}
        required={!props.optional}
        defaultValue={typedText(props.value)}
      />
    </Field>
  );
}

/** The parser drops a line end right after `<textarea>`, so there is always one to drop. */
export function typedText(value = ''): string {
  return `\n${value}`;
}

export type Choice = {
  value: string;
  label: ComponentChildren;
  help?: ComponentChildren;
  /** Shown, with its help saying why, and not to be chosen. */
  disabled?: boolean;
};

export type ChoiceProps = FieldProps & { choices: readonly Choice[]; value?: string | undefined };

export function SelectField(props: ChoiceProps): JSX.Element {
  return (
    <Field {...props}>
      <select {...fieldAttributes(props)}>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** The first radio carries the field's own id, so that the error summary leads to it. */
export function RadioGroup(props: ChoiceProps): JSX.Element {
  const id = fieldId(props.name);
  return (
    <FieldSet {...props}>
      {props.choices.map((choice, place) => (
        <Option
          key={choice.value}
          kind="radio"
          id={place === 0 ? id : `${id}-${place + 1}`}
          name={props.name}
          choice={choice}
          checked={choice.value === props.value}
        />
      ))}
    </FieldSet>
  );
}

export type CheckboxProps = Omit<FieldProps, 'optional'> & { checked?: boolean; value?: string };

export function Checkbox({ name, label, help, error, checked, value = '1' }: CheckboxProps): JSX.Element {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      {error && (
        <p class="field-error" id={`${fieldId(name)}-error`}>
          <Icon name="circle-alert" />
          <span class="hidden-text">Error: </span>
          {error}
        </p>
      )}
      <Option
        kind="checkbox"
        id={fieldId(name)}
        name={name}
        choice={{ value, label, help }}
        checked={checked}
        error={error}
      />
    </div>
  );
}

export type OptionProps = {
  kind: 'radio' | 'checkbox';
  id: string;
  name: string;
  choice: Choice;
  checked?: boolean | undefined;
  error?: string | undefined;
};

/** One radio or checkbox with its words; for groups that are not plain lists. */
export function Option({ kind, id, name, choice, checked, error }: OptionProps): JSX.Element {
  // A radio's own: the first one has the id of its group, whose help is another.
  const helpId = kind === 'radio' ? `${id}-about` : `${id}-help`;
  const described = [choice.help && helpId, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="choice">
      <input
        type={kind}
        id={id}
        name={name}
        value={choice.value}
        checked={checked}
        disabled={choice.disabled}
        aria-describedby={described || undefined}
        aria-invalid={error ? 'true' : undefined}
      />
      <label for={id}>{choice.label}</label>
      {choice.help && (
        <p class="field-help" id={helpId}>
          {choice.help}
        </p>
      )}
    </div>
  );
}

/** What is wrong, at the top of the form, each line leading to its field; a page begins there. Nothing when all is well. */
export function ErrorSummary({ errors }: { errors: FieldErrors }): JSX.Element | null {
  const wrong = Object.entries(errors);
  if (wrong.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form came back for this alone
    <div class="error-summary" role="alert" tabIndex={-1} autoFocus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">
        {wrong.length === 1 ? 'One thing to change' : 'A few things to change'}
      </h2>
      <ul>
        {wrong.map(([name, message]) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
