import type { JSX } from 'preact';
import { Action } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { VoteValue } from './votes.ts';

export interface VoteBoxProps {
  postId: string;
  up: number;
  /** What it is, for those who hear the page: "this answer by Quiet Heron". */
  about: string;
  mine: VoteValue;
}

/** "Helpful · 12" and "Not helpful": each sets the vote, or withdraws it when it is set. */
export function VoteBox({ postId, up, about, mine }: VoteBoxProps): JSX.Element {
  const id = `vote-${postId}`;
  return (
    <PostForm action={urls.vote({ id: postId })} id={id} class="actions" enhance={id} optimistic>
      <Action
        word="Helpful"
        icon="thumbs-up"
        count={up}
        pressed={mine === 1}
        about={about}
        name="value"
        value={mine === 1 ? '0' : '1'}
      />
      <Action
        word="Not helpful"
        icon="thumbs-down"
        pressed={mine === -1}
        about={about}
        name="value"
        value={mine === -1 ? '0' : '-1'}
      />
    </PostForm>
  );
}

/** The same count for those who may not vote: the signed-out, who are led to sign in, and the author. */
export function VoteCount({ up, signInHref }: { up: number; signInHref?: string }): JSX.Element {
  if (signInHref) return <Action word="Helpful" icon="thumbs-up" count={up} href={signInHref} />;
  return (
    <span class="action action-plain">
      Helpful · <span data-count={up}>{up}</span>
    </span>
  );
}
