import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { Tag } from '../../ui/tag.tsx';
import { urls } from '../../urls.ts';
import type { ListedSession } from '../sessions/session-list.ts';

export function SessionsPage({ sessions }: { sessions: readonly ListedSession[] }): JSX.Element {
  return (
    <>
      <h1>Sessions</h1>
      <p class="lede">
        Where you are signed in. We keep no network address and no times of yours: only what the browser calls
        itself, and the week in which you will be signed out there.
      </p>
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Signed in until</th>
              <th scope="col">
                <span class="hidden-text">Sign out</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </tbody>
        </table>
      </div>
      <PostForm action={urls.settingsSessions()} class="form">
        <div class="form-actions">
          {sessions.length > 1 && (
            <Button name="where" value="else">
              Sign out everywhere else
            </Button>
          )}
          <Button tone="quiet" name="where" value="everywhere">
            {sessions.length > 1 ? 'Sign out here too' : 'Sign out'}
          </Button>
        </div>
        <p class="field-help">
          API tokens stay as they are; <a href={urls.settingsTokens()}>revoke them</a> one by one.
        </p>
      </PostForm>
    </>
  );
}

function SessionRow({ session }: { session: ListedSession }): JSX.Element {
  const { browser, expiresAt, present } = session;
  return (
    <tr>
      <th scope="row">
        {browser} {present && <Tag>this one</Tag>}
      </th>
      <td>{expiresAt.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}</td>
      <td>
        {!present && (
          <PostForm action={urls.settingsSession(session)}>
            <button type="submit" class="link-button">
              Sign out there<span class="hidden-text">: {browser}</span>
            </button>
          </PostForm>
        )}
      </td>
    </tr>
  );
}
