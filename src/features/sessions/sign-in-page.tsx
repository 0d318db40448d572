import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls, withReturn } from '../../urls.ts';

export type SignInPageProps = { to: string | null; email?: string; errors?: FieldErrors };

/** One form, two buttons: with a password, or with a link by mail. */
export function SignInPage({ to, email, errors = {} }: SignInPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Sign in</h1>
        <p class="lede">
          New here? <a href={withReturn(urls.signUp(), to)}>Sign up to {useSite().communityName}</a>, it takes
          an e-mail address.
        </p>
      </div>
      <PostForm action={urls.signIn()} class="form">
        <ErrorSummary errors={errors} />
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autocomplete="username"
          value={email}
          error={errors['email']}
        />
        <TextField
          name="password"
          type="password"
          label="Password"
          help="Leave it empty if you have none, and have a link mailed to you."
          autocomplete="current-password"
          optional
          error={errors['password']}
        />
        {to && <input type="hidden" name="to" value={to} />}
        <div class="form-actions">
          <Button>Sign in</Button>
          <button type="submit" class="button button-quiet" formaction={urls.signInLink()}>
            Mail me a link instead
          </button>
        </div>
      </PostForm>
    </div>
  );
}
