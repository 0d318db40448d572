import type { JSX } from 'preact';
import { Action } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls, withReturn } from '../../urls.ts';
import type { Ama } from './amas.ts';

export interface RsvpButtonProps {
  ama: Pick<Ama, 'id' | 'slug' | 'title'>;
  /** Whether the viewer wants to be reminded. */
  going: boolean;
  /** How many want to come, as `coarsely` says it. */
  count: string;
  signedIn: boolean;
}

/** "Remind me": sets it, or takes it back when it is set. Leads those who are signed out to sign in. */
export function RsvpButton({ ama, going, count, signedIn }: RsvpButtonProps): JSX.Element {
  const id = `rsvp-${ama.id}`;
  const remind = { word: 'Remind me', icon: 'bell', about: `of “${ama.title}”` } as const;
  if (!signedIn) {
    return (
      <div class="actions" id={id}>
        <Action {...remind} href={withReturn(urls.signIn(), urls.ama(ama))} />
        <Coming count={count} />
      </div>
    );
  }
  return (
    <PostForm action={urls.amaRsvp(ama)} id={id} class="actions" enhance={id}>
      <Action {...remind} pressed={going} name="going" value={going ? '0' : '1'} />
      <Coming count={count} />
      {going && (
        <span class="field-help" role="status">
          You are told a day and ten minutes before. Nobody else can see that you asked.
        </span>
      )}
    </PostForm>
  );
}

function Coming({ count }: { count: string }): JSX.Element | null {
  return count ? <span class="action action-plain">{count} want to come</span> : null;
}
