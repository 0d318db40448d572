import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { signInAgain, urls } from '../../urls.ts';
import { PasskeyForm } from '../passkeys/passkey-form.tsx';
import type { Passkey } from '../passkeys/passkeys.ts';

export type PasskeysProps = {
  passkeys: readonly Passkey[];
  /** Signed in a moment ago, so that they can be changed. */
  fresh: boolean;
  /** Browsers have passkeys for this site's address. */
  possible: boolean;
  /** Where there is a passkey, it is the only way in. */
  last: boolean;
  /** What to call the next. */
  name: string;
  errors?: FieldErrors;
};

export function PasskeysPart(props: PasskeysProps): JSX.Element {
  const { passkeys, fresh, possible } = props;
  return (
    <section class="settings-part stack">
      <h2>Passkeys</h2>
      <p>
        A passkey signs you in by the lock of your device: a finger, a face, a PIN. There is nothing to
        remember and nothing to give away to a false page, and it asks for no second step.
      </p>
      {passkeys.length > 0 && <PasskeyList {...props} />}
      {fresh && possible && <AddPasskey {...props} />}
      {!possible && <p class="field-help">Browsers have no passkeys for this site’s address as it is.</p>}
      {!fresh && possible && (
        <p>
          <a class="button button-quiet" href={signInAgain(urls.settingsSignIn())}>
            Add a passkey
          </a>
        </p>
      )}
    </section>
  );
}

function PasskeyList({ passkeys, last }: PasskeysProps): JSX.Element {
  return (
    <ul class="passkeys">
      {passkeys.map((passkey) => (
        <li key={passkey.id}>
          <strong dir="auto">{passkey.name}</strong>
          <details class="passkey-rename">
            <summary>
              Rename<span class="hidden-text"> {passkey.name}</span>
            </summary>
            <PostForm action={urls.settingsPasskey(passkey)} class="passkey-name">
              <input
                class="input"
                name="name"
                defaultValue={passkey.name}
                aria-label={`New name of ${passkey.name}`}
                autoComplete="off"
                required
              />
              <Button tone="quiet">Rename</Button>
            </PostForm>
          </details>
          {last ? <span class="field-help">Your only way in</span> : <RemoveForm passkey={passkey} />}
        </li>
      ))}
    </ul>
  );
}

function RemoveForm({ passkey }: { passkey: Passkey }): JSX.Element {
  return (
    <PostForm action={urls.settingsPasskeyRemoval(passkey)}>
      <button type="submit" class="link-button">
        Remove<span class="hidden-text"> {passkey.name}</span>
      </button>
    </PostForm>
  );
}

function AddPasskey({ name, errors = {} }: PasskeysProps): JSX.Element {
  return (
    <PasskeyForm
      ceremony="make"
      action={urls.settingsPasskeys()}
      challenge={urls.settingsPasskeyChallenge()}
      otherwise={
        <p class="field-help">To add one you need a browser that has passkeys, with scripts allowed.</p>
      }
    >
      <ErrorSummary errors={errors} />
      <TextField
        name="name"
        label="Name of a new one"
        help="So that you know it again: the device it is on, for example. Nobody else sees it."
        autocomplete="off"
        limit={60}
        value={name}
        error={errors['name']}
      />
      <div class="form-actions">
        <Button tone="quiet">Add a passkey</Button>
      </div>
    </PasskeyForm>
  );
}
