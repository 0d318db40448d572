import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls, withReturn } from '../../urls.ts';
import type { ProviderButtonsProps } from '../identities/provider-buttons.tsx';
import { ProviderButtons } from '../identities/provider-buttons.tsx';
import { PasskeyForm } from '../passkeys/passkey-form.tsx';

export type SignInPageProps = {
  to: string | null;
  /** Already signed in, and asked once more before something that needs it. */
  again?: boolean;
  /** False where browsers have no passkeys for this site's address. */
  passkeys?: boolean;
  /** Where one may have an account that signs in here. */
  providers: ProviderButtonsProps['providers'];
  /** Why a passkey was not taken. */
  trouble?: string;
  email?: string;
  errors?: FieldErrors;
};

/** A passkey, or one form with two buttons: with a password, or with a link by mail. */
export function SignInPage(props: SignInPageProps): JSX.Element {
  const { to, again, passkeys = true, providers, trouble, email, errors = {} } = props;
  return (
    <div class="narrow">
      {again ? <HeadAgain /> : <Head to={to} />}
      {trouble && <Notice trouble>{trouble}</Notice>}
      {passkeys && <UsePasskey to={to} />}
      <PostForm action={urls.signIn()} class="form">
        <ErrorSummary errors={errors} />
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autocomplete={passkeys && !trouble ? 'username webauthn' : 'username'}
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
      <ProviderButtons providers={providers} to={to} />
    </div>
  );
}

function Head({ to }: Pick<SignInPageProps, 'to'>): JSX.Element {
  return (
    <div class="page-head">
      <h1>Sign in</h1>
      <p class="lede">
        New here? <a href={withReturn(urls.signUp(), to)}>Sign up to {useSite().communityName}</a>, it takes
        an e-mail address.
      </p>
    </div>
  );
}

function HeadAgain(): JSX.Element {
  return (
    <div class="page-head">
      <h1>Is it you?</h1>
      <p class="lede">
        What you are about to change decides who can sign in, so please sign in once more. After that it is
        open to you for a quarter of an hour.
      </p>
    </div>
  );
}

function UsePasskey({ to }: Pick<SignInPageProps, 'to'>): JSX.Element {
  return (
    <PasskeyForm ceremony="use" action={urls.signInPasskey()} challenge={urls.signInPasskeyChallenge()}>
      {to && <input type="hidden" name="to" value={to} />}
      <div class="form-actions">
        <Button tone="quiet">Sign in with a passkey</Button>
      </div>
    </PasskeyForm>
  );
}
