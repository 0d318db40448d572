import type { JSX } from 'preact';
import { Action } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Rsvp } from './rsvps.ts';

/** "Remind me": sets it, or takes it back when it is set. */
export function RsvpButton(props: Rsvp & { amaId: string; title: string }): JSX.Element {
  const { amaId, title, going, atLeast } = props;
  const id = `rsvp-${amaId}`;
  return (
    <PostForm action={urls.amaRsvp({ id: amaId })} id={id} class="actions" enhance={id}>
      <Action
        word="Remind me"
        icon="bell"
        pressed={going}
        about={`of “${title}”`}
        name="going"
        value={going ? '0' : '1'}
      />
      <Coming atLeast={atLeast} />
      {going && (
        <span class="field-help" role="status">
          You are told a day and ten minutes before. Nobody else can see that you asked.
        </span>
      )}
    </PostForm>
  );
}

/** The same for those who are signed out, who are led to sign in. */
export function RsvpCount({ atLeast, signInHref }: { atLeast: number; signInHref: string }): JSX.Element {
  return (
    <div class="actions">
      <Action word="Remind me" icon="bell" href={signInHref} />
      <Coming atLeast={atLeast} />
    </div>
  );
}

function Coming({ atLeast }: { atLeast: number }): JSX.Element | null {
  if (atLeast === 0) return null;
  return <span class="action action-plain">{atLeast.toLocaleString('en')}+ want to come</span>;
}
