import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Ama } from './amas.ts';
import type { Invitation } from './invitations.ts';

/** Opening the link shows this; only the button uses it up, so that a mail scanner cannot. */
export function InvitationPage(props: {
  ama: Ama;
  invitation: Invitation;
  account: Account | null;
  token: string;
}): JSX.Element {
  const { ama, invitation, account, token } = props;
  const canHostAsMember = account?.profile && !invitation.profileId;
  return (
    <div class="narrow stack">
      <div class="page-head">
        <h1>You are asked to host</h1>
        <p class="lede" dir="auto">
          {ama.title}
        </p>
      </div>
      <p>
        The link lets this browser answer, as <b>{invitation.name}</b>
        {invitation.title && ` (${invitation.title})`}. It works once. Use the browser that you will answer
        in.
      </p>
      <PostForm action={urls.amaInvitation({ token })} class="form-actions">
        {canHostAsMember && (
          <Button name="as" value="member">
            Host as {account.profile?.name}
          </Button>
        )}
        <Button {...(canHostAsMember ? { tone: 'quiet' } : {})} name="as" value="guest">
          Host as {invitation.name}
        </Button>
      </PostForm>
      <p class="field-help">
        Everybody sees what you answer, with your name. Nobody, you included, can see who asks a masked
        question.
      </p>
    </div>
  );
}
