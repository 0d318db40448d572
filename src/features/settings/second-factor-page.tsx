import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { QrCode } from '../second-factor/qr-code.tsx';
import type { SettingUp } from '../second-factor/setting-up.ts';

export type SecondFactorProps = {
  on: boolean;
  /** How many recovery codes have not been used. */
  codesLeft: number;
};

export function SecondFactorPart({ on, codesLeft }: SecondFactorProps): JSX.Element {
  return (
    <section class="settings-part stack">
      <h2>Second step</h2>
      <p>
        {on
          ? 'It is on: after a password, a link or a linked account you give a code from your authenticator app.'
          : 'With it, a password or a link alone signs nobody in: a code from an authenticator app on your phone is asked for as well.'}
      </p>
      {on ? (
        <TurnOff codesLeft={codesLeft} />
      ) : (
        <p>
          <a class="button button-quiet" href={urls.settingsNewSecondFactor()}>
            Set it up
          </a>
        </p>
      )}
    </section>
  );
}

function TurnOff({ codesLeft }: { codesLeft: number }): JSX.Element {
  const codes = codesLeft === 1 ? 'one recovery code' : `${codesLeft || 'no'} recovery codes`;
  return (
    <>
      <p>You have {codes} left. Each gets you in once, for when the app is out of reach.</p>
      <div class="form-actions">
        <PostForm action={urls.settingsRecoveryCodes()}>
          <Button tone="quiet">Make new recovery codes</Button>
        </PostForm>
        <PostForm action={urls.settingsSecondFactorRemoval()}>
          <Button tone="danger">Turn it off</Button>
        </PostForm>
      </div>
    </>
  );
}

export function SetUpPage({
  settingUp,
  errors = {},
}: {
  settingUp: SettingUp;
  errors?: FieldErrors;
}): JSX.Element {
  const { text, address, sealed } = settingUp;
  return (
    <>
      <h1>Set up a second step</h1>
      <p class="lede">
        Show this picture to an authenticator app, or type the key under it. Then give the code that the app
        shows.
      </p>
      <QrCode text={address} label="The key as a picture for the app; it is written below too" />
      <p>
        The key: <code class="new-token">{text}</code>
      </p>
      <p>
        On this device: <a href={address}>open it in the app</a>.
      </p>
      <PostForm action={urls.settingsSecondFactor()} class="form">
        <ErrorSummary errors={errors} />
        <input type="hidden" name="sealed" value={sealed} />
        <TextField
          name="code"
          label="Code"
          help="Six digits, new every half minute."
          autocomplete="one-time-code"
          spellcheck={false}
          error={errors['code']}
        />
        <div class="form-actions">
          <Button>Turn it on</Button>
          <a href={urls.settingsSignIn()}>Not now</a>
        </div>
      </PostForm>
    </>
  );
}

/** Shown once: `justOn` with the second step itself, else in place of the codes before. */
export function RecoveryCodesPage({
  codes,
  justOn,
}: {
  codes: readonly string[];
  justOn?: boolean;
}): JSX.Element {
  return (
    <>
      <h1>Your recovery codes</h1>
      <p class="lede">
        {justOn ? 'The second step is on. ' : 'The codes that you had before count no more. '}
        Each of these gets you in once, when the app is out of reach.
      </p>
      <Notice>
        <p>
          <strong>Copy or print them now; they are not shown again.</strong>
        </p>
        <ul class="recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Notice>
      <p>Keep them where you can reach them without the phone: on paper, or in a password manager.</p>
      <p>
        <a class="button" href={urls.settingsSignIn()}>
          I have kept them
        </a>
      </p>
    </>
  );
}
