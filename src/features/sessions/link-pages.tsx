import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import type { LinkHolder } from './tokens.ts';
import { linkLifetimeMinutes } from './tokens.ts';

/** After a link was asked for: the same page whether the address is known or not. */
export function LinkSentPage({
  email,
  mailIsKept,
  again,
}: {
  email: string;
  /** There is no mail server: the mail lies with the admin. */
  mailIsKept: boolean;
  /** The form to go back to. */
  again: string;
}): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>Look into your mail</h1>
      <p class="lede">
        We have sent a link to <strong>{email}</strong>. It works once, within {linkLifetimeMinutes} minutes.
      </p>
      {mailIsKept && (
        <Notice trouble>
          This installation has no mail server yet, so the mail has not left it. Its admin finds it, with the
          link, under <a href={urls.adminMail()}>{urls.adminMail()}</a>.
        </Notice>
      )}
      <p>
        Nothing there? Look into the folder for spam, see whether the address above is yours to the letter, or{' '}
        <a href={again}>ask again</a>.
      </p>
    </div>
  );
}

export type LinkPageProps = {
  purpose: 'sign-in' | 'sign-up';
  holder: LinkHolder;
  /** This page's own address, to which its button posts. */
  action: string;
};

/** What a link opens. It asks, because mail scanners open links too. */
export function LinkPage({ purpose, holder, action }: LinkPageProps): JSX.Element {
  const { communityName } = useSite();
  const signsUp = purpose === 'sign-up';
  const { email, hasPassword } = holder;
  return (
    <div class="narrow stack">
      <h1>{signsUp ? `Welcome to ${communityName}` : `Sign in to ${communityName}`}</h1>
      <p class="lede">
        {signsUp ? 'This makes your account' : 'This signs you in'}
        {email ? (
          <>
            {' '}
            with <strong>{email}</strong>
          </>
        ) : (
          ' as the first admin'
        )}
        , in this browser.
      </p>
      <PostForm action={action} class="form">
        {hasPassword && !signsUp && (
          <Checkbox
            name="forget"
            label="I have forgotten my password: remove it"
            help="Every other browser is signed out, API tokens are revoked, and you can choose a new one in your settings."
          />
        )}
        <div class="form-actions">
          <Button>{signsUp ? 'Make my account' : 'Sign in'}</Button>
        </div>
      </PostForm>
      <p class="field-help">Not your address, or not you who asked? Close this page, and nothing happens.</p>
    </div>
  );
}

export function LinkGonePage({ again }: { again: string }): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>This link can’t be used any more</h1>
      <p class="lede">
        A link works once, within {linkLifetimeMinutes} minutes, and only the newest one. This one was used,
        is too old, or was cut off on its way.
      </p>
      <p>
        <a class="button" href={again}>
          Ask for a new one
        </a>
      </p>
    </div>
  );
}
