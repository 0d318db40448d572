import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Mailbox } from '../sessions/email-change.ts';
import { emailChangeMinutes } from '../sessions/email-change.ts';

/** After the change was asked for: the same page whether the new address is free or not. */
export function EmailAskedPage(props: {
  email: string;
  present: string | null;
  mailIsKept: boolean;
}): JSX.Element {
  const { email, present, mailIsKept } = props;
  return (
    <>
      <h1>{present ? 'Look into both mailboxes' : 'Look into your mail'}</h1>
      <p class="lede">
        We have sent a link to <strong>{email}</strong>
        {present && (
          <>
            {' '}
            and one to <strong>{present}</strong>
          </>
        )}
        . Open {present ? 'both, in any order,' : 'it'} in this browser within {emailChangeMinutes} minutes;
        until then nothing changes.
      </p>
      {mailIsKept && (
        <Notice trouble>
          This installation has no mail server yet, so the mail has not left it. Its admin finds it, with the
          links, under <a href={urls.adminMail()}>{urls.adminMail()}</a>.
        </Notice>
      )}
      <p>
        Nothing there? Look into the folder for spam, see whether the address above is yours to the letter, or{' '}
        <a href={urls.settingsAccount()}>ask again</a>.
      </p>
    </>
  );
}

/** What a link opens. It asks, because mail scanners open links too. */
export function ConfirmEmailPage({
  email,
  token,
  mailbox,
}: {
  email: string;
  token: string;
  mailbox: Mailbox;
}) {
  return (
    <>
      <h1>Your new address</h1>
      <p class="lede">
        {mailbox === 'new'
          ? 'This account is to sign in with '
          : 'You agree that this account signs in with '}
        <strong>{email}</strong> from now on.
      </p>
      <PostForm action={urls.settingsEmailToken({ token })}>
        <Button>Use this address</Button>
      </PostForm>
    </>
  );
}

/** One of the two links was used. */
export function EmailHalfwayPage({ email, missing }: { email: string; missing: Mailbox }): JSX.Element {
  return (
    <>
      <h1>One more link</h1>
      <p class="lede">
        That was one of two.{' '}
        {missing === 'new' ? (
          <>
            Now open the one that we have sent to <strong>{email}</strong>.
          </>
        ) : (
          <>Now open the one that we have sent to your present address.</>
        )}{' '}
        Then the change is made.
      </p>
    </>
  );
}

export function EmailLinkGonePage(): JSX.Element {
  return (
    <>
      <h1>This link can’t be used any more</h1>
      <p class="lede">
        It works once, within {emailChangeMinutes} minutes, in the account that asked for it, and only the
        newest one does. Your address is as it was.
      </p>
      <p>
        <a class="button" href={urls.settingsAccount()}>
          Back to the account
        </a>
      </p>
    </>
  );
}
