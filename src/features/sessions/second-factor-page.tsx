import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls, withReturn } from '../../urls.ts';
import { linkLifetimeMinutes } from './tokens.ts';

/** With 410: for who took too long, or has changed the password meanwhile. */
export function TooLatePage({ to }: { to: string | null }): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>Please begin again</h1>
      <p class="lede">
        For the second step there are {linkLifetimeMinutes} minutes, in the browser in which the first was
        taken.
      </p>
      <p>
        <a class="button" href={withReturn(urls.signIn(), to)}>
          Sign in
        </a>
      </p>
    </div>
  );
}

export function SecondFactorPage({
  to,
  errors = {},
}: {
  to: string | null;
  errors?: FieldErrors;
}): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>One more step</h1>
        <p class="lede">Give the code that your authenticator app shows now.</p>
      </div>
      <PostForm action={urls.signInSecondFactor()} class="form">
        <ErrorSummary errors={errors} />
        <TextField
          name="code"
          label="Code"
          help="Six digits. Without the app, one of your recovery codes."
          autocomplete="one-time-code"
          spellcheck={false}
          error={errors['code']}
        />
        {to && <input type="hidden" name="to" value={to} />}
        <div class="form-actions">
          <Button>Sign in</Button>
          <a href={withReturn(urls.signIn(), to)}>Begin again</a>
        </div>
      </PostForm>
    </div>
  );
}
