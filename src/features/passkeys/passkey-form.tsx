import type { ComponentChildren, JSX } from 'preact';
import { PostForm } from '../../ui/post-form.tsx';

export type PasskeyFormProps = {
  /** Makes a passkey, or uses one. */
  ceremony: 'make' | 'use';
  /** Where the form is sent once the browser has answered. */
  action: string;
  /** Where the script gets what to ask the browser for. */
  challenge: string;
  /** Shown instead where the browser has no passkeys, or no scripts. */
  otherwise?: ComponentChildren;
  children: ComponentChildren;
};

/** Without the script, or in a browser that has no passkeys, it is not shown: it could do nothing. */
export function PasskeyForm({
  ceremony,
  action,
  challenge,
  otherwise,
  children,
}: PasskeyFormProps): JSX.Element {
  return (
    <passkey-form ceremony={ceremony} challenge={challenge}>
      <div class="passkey-form" hidden>
        <PostForm action={action} class="form">
          {children}
          <input type="hidden" name="response" />
          <p class="field-error" role="alert" hidden />
        </PostForm>
      </div>
      {otherwise && <div class="passkey-otherwise">{otherwise}</div>}
    </passkey-form>
  );
}
