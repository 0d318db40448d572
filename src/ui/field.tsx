import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

/** A field's name to the sentence that says what to do about it; empty when all is well. */
export type FieldErrors = Record<string, string>;

export type FieldProps = {
  /** The form field's name; the control's id is `field-{name}`. */
  name: string;
  label: ComponentChildren;
  help?: ComponentChildren;
  error?: string | undefined;
  /** Says "optional" beside the label. Fields are required unless they say so. */
  optional?: boolean;
};

export function fieldId(name: string): string {
  return `field-${name}`;
}

/** What ties a control to its label, help and error. Spread it on the input. */
export function fieldAttributes({ name, help, error }: Pick<FieldProps, 'name' | 'help' | 'error'>): {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
} {
  const id = fieldId(name);
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? 'true' : undefined,
  };
}

/** Label above, help and error below it, then the control that stands as its child. */
export function Field(props: FieldProps & { children: ComponentChildren }): JSX.Element {
  const { name, label, optional, error, children } = props;
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={fieldId(name)}>
        {label}
        {optional && <span class="optional"> (optional)</span>}
      </label>
      <FieldWords {...props} />
      {children}
    </div>
  );
}

/** The same for several controls that answer one question. */
export function FieldSet(props: FieldProps & { children: ComponentChildren }): JSX.Element {
  const { label, optional, error, children } = props;
  const { 'aria-describedby': describedBy } = fieldAttributes(props);
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} aria-describedby={describedBy}>
      <legend>
        {label}
        {optional && <span class="optional"> (optional)</span>}
      </legend>
      <FieldWords {...props} />
      {children}
    </fieldset>
  );
}

function FieldWords({ name, help, error }: FieldProps): JSX.Element {
  const id = fieldId(name);
  return (
    <>
      {help && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span class="hidden-text">Error: </span>
          {error}
        </p>
      )}
    </>
  );
}
