import type { ComponentChildren, JSX } from 'preact';
import { Action } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls, withReturn } from '../../urls.ts';
import { CommentForm } from '../comments/comment-form.tsx';
import { CommentList } from '../comments/comment-list.tsx';
import { VoteBox, VoteCount } from '../votes/vote-box.tsx';
import { PostMenu } from './post-menu.tsx';
import type { PostViewProps } from './post-view.tsx';
import { postWords } from './post-words.ts';
import type { ShownPost } from './thread-page.ts';

/** Votes, what can be done, and the talk below a post. */
export function PostEnd({
  post,
  shown,
  children,
}: PostViewProps & { children?: ComponentChildren }): JSX.Element {
  const { viewer, path } = shown;
  const about = postWords(post, useSite().communityName);
  return (
    <div class="post-end">
      <div class="actions">
        <Votes post={post} shown={shown} about={about} />
        {children}
        {shown.takesComments && !viewer && (
          <Action
            word="Comment"
            icon="message-square"
            about={`on ${about}`}
            href={withReturn(urls.signIn(), path)}
          />
        )}
        {shown.takesComments && viewer && !post.removedBy && (
          <CommentForm {...{ post, viewer, about }} keepsSigning={!shown.forMany} />
        )}
        {viewer && <PostMenu post={post} viewer={viewer} about={about} />}
      </div>
      <CommentList post={post} shown={shown} />
    </div>
  );
}

function Votes({ post, shown, about }: PostViewProps & { about: string }): JSX.Element {
  const { viewer, path } = shown;
  if (!viewer) return <VoteCount up={post.up} signInHref={withReturn(urls.signIn(), path)} />;
  if (viewer.mine.has(post.id) || post.removedBy) return <VoteCount up={post.up} />;
  return <VoteBox postId={post.id} up={post.up} about={about} mine={viewer.votes.get(post.id) ?? 0} />;
}

/** The asker's mark on an answer that helped. */
export function AcceptButton({ post, about }: { post: ShownPost; about: string }): JSX.Element {
  return (
    <PostForm action={urls.acceptance(post)}>
      <Action
        word={post.accepted ? 'Accepted' : 'Accept'}
        icon="check"
        pressed={post.accepted}
        about={about}
        name="accepted"
        value={post.accepted ? '0' : '1'}
      />
    </PostForm>
  );
}
