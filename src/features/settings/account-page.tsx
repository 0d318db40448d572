import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Checkbox, ErrorSummary, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { signInAgain, urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { passwordLength } from '../accounts/passwords.ts';

export type AccountPageProps = {
  account: Pick<Account, 'email' | 'mailWanted'>;
  hasPassword: boolean;
  /** Programs go in with tokens of the account. */
  hasTokens?: boolean;
  /** Signed in a moment ago, so that without a password one can set the first, and change the address. */
  fresh?: boolean;
  /** There is no mail server: the mail lies with the admin. */
  mailIsKept: boolean;
  /** What was typed as the new address. */
  email?: string;
  errors?: FieldErrors;
};

export function AccountPage(props: AccountPageProps): JSX.Element {
  const { account, mailIsKept, errors = {} } = props;
  return (
    <>
      <h1>Account</h1>
      <p class="lede">Nobody but you sees what stands here, not even moderators and admins.</p>
      {mailIsKept && (
        <Notice trouble>
          This installation has no mail server yet. Until it has one, its admin sees the mail that we write to
          you, with your address and the links in it.
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      <MailForm mailWanted={account.mailWanted} />
      <EmailForm {...props} />
      <PasswordForm {...props} />
      <More />
    </>
  );
}

function MailForm({ mailWanted }: { mailWanted: boolean }): JSX.Element {
  return (
    <PostForm action={urls.settingsMail()} class="form settings-part">
      <h2>Mail</h2>
      <Checkbox
        name="mailWanted"
        label="Mail me when somebody replies to what I wrote"
        help="Some minutes later, several replies in one mail. Also what becomes of your videos. Your notifications are here either way."
        checked={mailWanted}
      />
      <div class="form-actions">
        <Button tone="quiet">Save</Button>
      </div>
    </PostForm>
  );
}

function EmailForm({ account, hasPassword, fresh, email, errors = {} }: AccountPageProps): JSX.Element {
  const { email: present } = account;
  if (!hasPassword && !fresh) return <EmailAsItIs present={present} />;
  return (
    <PostForm action={urls.settingsEmail()} class="form settings-part">
      <h2>E-mail address</h2>
      <PresentEmail present={present} />
      <TextField
        name="email"
        type="email"
        label={present ? 'New address' : 'Address'}
        help={
          present
            ? 'We mail a link to both addresses. Once you have opened both in this browser, the new one counts.'
            : 'We mail a link to it. It counts from when you open that link here.'
        }
        autocomplete="email"
        value={email}
        error={errors['email']}
      />
      {hasPassword && (
        <TextField
          name="emailPassword"
          type="password"
          label="Your password"
          autocomplete="current-password"
          error={errors['emailPassword']}
        />
      )}
      <div class="form-actions">
        <Button tone="quiet">{present ? 'Change the address' : 'Add the address'}</Button>
      </div>
    </PostForm>
  );
}

function PresentEmail({ present }: { present: string | null }): JSX.Element {
  if (present === null)
    return <p>You have none yet. Without one, only a passkey or a linked account lets you in again.</p>;
  return (
    <p>
      It is <strong>{present}</strong>.
    </p>
  );
}

/** Nothing but a session says who this is, so it is changed by who has just signed in. */
function EmailAsItIs({ present }: { present: string | null }): JSX.Element {
  return (
    <section class="settings-part stack">
      <h2>E-mail address</h2>
      <PresentEmail present={present} />
      <p>
        <a class="button button-quiet" href={signInAgain(urls.settingsAccount())}>
          {present ? 'Change the address' : 'Add an address'}
        </a>
      </p>
    </section>
  );
}

function PasswordForm({ hasPassword, hasTokens, fresh, errors = {} }: AccountPageProps): JSX.Element {
  if (!hasPassword && !fresh) return <NoPassword />;
  return (
    <PostForm action={urls.settingsPassword()} class="form settings-part">
      <h2>Password</h2>
      {hasPassword ? (
        <TextField
          name="current"
          type="password"
          label="Your password now"
          help="Forgotten? Sign in by a link from your mail, and tick there that it be removed."
          autocomplete="current-password"
          error={errors['current']}
        />
      ) : (
        <p>You have none: you sign in by a link that we mail you.</p>
      )}
      <TextField
        name="password"
        type="password"
        label="New password"
        help={`At least ${passwordLength.min} characters. Every other browser is signed out.`}
        autocomplete="new-password"
        error={errors['password']}
      />
      {hasTokens && (
        <Checkbox
          name="keepTokens"
          label="Keep my API tokens"
          help="Else they are revoked: whoever knew the password may have made one."
        />
      )}
      <div class="form-actions">
        <Button tone="quiet">{hasPassword ? 'Change the password' : 'Set the password'}</Button>
      </div>
    </PostForm>
  );
}

function More(): JSX.Element {
  return (
    <section class="settings-part stack">
      <h2>Your data</h2>
      <ul class="directory">
        <li>
          <a href={urls.settingsExport()}>Download everything</a>
          <p>What is kept of you, what you have posted, and how you have voted, as JSON Lines.</p>
        </li>
        <li>
          <a href={urls.settingsDeletion()}>Delete the account</a>
          <p>You choose what becomes of your posts.</p>
        </li>
      </ul>
    </section>
  );
}

/** Setting the first one asks for nothing that is known already, so it is for who has just signed in. */
function NoPassword(): JSX.Element {
  return (
    <section class="settings-part stack">
      <h2>Password</h2>
      <p>You have none: you sign in by a link that we mail you, or by what stands under “Sign-in”.</p>
      <p>
        <a class="button button-quiet" href={signInAgain(urls.settingsAccount())}>
          Set a password
        </a>
      </p>
    </section>
  );
}
