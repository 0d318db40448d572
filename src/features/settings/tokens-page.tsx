import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { signInAgain, urls } from '../../urls.ts';
import type { ApiToken } from '../accounts/api-tokens.ts';

export type TokensPageProps = {
  tokens: readonly ApiToken[];
  /** Signed in a moment ago, so that one can be made. */
  fresh: boolean;
  /** Just made: shown this once. */
  made?: string;
  name?: string | undefined;
  errors?: FieldErrors;
};

export function TokensPage({ tokens, fresh, made, name, errors = {} }: TokensPageProps): JSX.Element {
  return (
    <>
      <h1>API tokens</h1>
      <p class="lede">
        A token lets a program read and post as you, masked or named as it asks for. Treat it as a password.
        What programs can do is described at <a href={urls.api()}>{urls.api()}</a>.
      </p>
      {made && <NewToken token={made} />}
      <TokenList tokens={tokens} />
      {fresh ? (
        <NewTokenForm name={name} errors={errors} />
      ) : (
        <p>
          <a class="button button-quiet" href={signInAgain(urls.settingsTokens())}>
            Make a token
          </a>
        </p>
      )}
    </>
  );
}

function NewTokenForm({ name, errors = {} }: Pick<TokensPageProps, 'name' | 'errors'>): JSX.Element {
  return (
    <PostForm action={urls.settingsTokens()} class="form">
      <h2>Make a token</h2>
      <ErrorSummary errors={errors} />
      <TextField
        name="name"
        label="Name"
        help="What it is for, so that you know it again."
        autocomplete="off"
        limit={80}
        value={name}
        error={errors['name']}
      />
      <div class="form-actions">
        <Button>Make a token</Button>
      </div>
    </PostForm>
  );
}

function NewToken({ token }: { token: string }): JSX.Element {
  return (
    <Notice>
      <p>
        <strong>Copy it now; it is not shown again.</strong>
      </p>
      <p>
        <code class="new-token">{token}</code>
      </p>
    </Notice>
  );
}

function TokenList({ tokens }: Pick<TokensPageProps, 'tokens'>): JSX.Element {
  if (tokens.length === 0) return <p>You have no tokens.</p>;
  return (
    <div class="table-scroll">
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Made on</th>
            <th scope="col">
              <span class="hidden-text">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row" dir="auto">
                {token.name}
              </th>
              <td>{token.createdOn}</td>
              <td>
                <RevokeForm token={token} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RevokeForm({ token }: { token: ApiToken }): JSX.Element {
  return (
    <PostForm action={urls.settingsToken(token)}>
      <button type="submit" class="link-button">
        Revoke<span class="hidden-text"> {token.name}</span>
      </button>
    </PostForm>
  );
}
