import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls, withReturn } from '../../urls.ts';
import type { ProviderButtonsProps } from '../identities/provider-buttons.tsx';
import { ProviderButtons } from '../identities/provider-buttons.tsx';
import { passwordLength } from '../accounts/passwords.ts';

export type SignUpPageProps = ProviderButtonsProps & { email?: string; errors?: FieldErrors };

export function SignUpPage({ to, providers, email, errors = {} }: SignUpPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Sign up to {useSite().communityName}</h1>
        <p class="lede">
          You need an e-mail address, no name. What you post is signed as you choose, post by post, and your
          address is shown to nobody.
        </p>
      </div>
      <PostForm action={urls.signUp()} class="form">
        <ErrorSummary errors={errors} />
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          help="A private one is the better choice: an employer can read a work mailbox."
          autocomplete="username"
          value={email}
          error={errors['email']}
        />
        <TextField
          name="password"
          type="password"
          label="Password"
          help={`At least ${passwordLength.min} characters. Without one you sign in by a link that we mail you.`}
          autocomplete="new-password"
          optional
          error={errors['password']}
        />
        {to && <input type="hidden" name="to" value={to} />}
        <div class="form-actions">
          <Button>Sign up</Button>
          <a href={withReturn(urls.signIn(), to)}>I have an account</a>
        </div>
        <p class="field-help">
          What we know of you, and who can see it: <a href={urls.privacy()}>Privacy</a>.
        </p>
      </PostForm>
      <ProviderButtons providers={providers} to={to} />
    </div>
  );
}
