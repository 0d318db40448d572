import type { JSX } from 'preact';
import { Action } from '../../ui/button.tsx';
import { useSite } from '../../ui/site.tsx';
import { postAnchor, urls } from '../../urls.ts';
import { PostMenu } from '../posts/post-menu.tsx';
import type { PostViewProps } from '../posts/post-view.tsx';
import { PostByline, PostBody } from '../posts/post-view.tsx';
import { postWords } from '../posts/post-words.ts';
import { VoteBox } from '../votes/vote-box.tsx';

/** The comments on a post, and the replies to each. */
export function CommentList({ post, shown }: PostViewProps): JSX.Element | null {
  const comments = (shown.repliesTo.get(post.id) ?? []).filter(({ kind }) => kind === 'comment');
  if (comments.length === 0) return null;
  return (
    <ul class="comments" aria-label="Comments">
      {comments.map((comment) => (
        <li key={comment.id} class="comment" id={postAnchor(comment.id)}>
          <Comment post={comment} shown={shown} />
          {post.kind !== 'comment' && <CommentList post={comment} shown={shown} />}
        </li>
      ))}
    </ul>
  );
}

function Comment({ post, shown }: PostViewProps): JSX.Element {
  const { viewer, takesComments } = shown;
  const about = postWords(post, useSite().communityName);
  return (
    <>
      <PostByline post={post} shown={shown} small />
      <PostBody post={post} />
      {viewer && (
        <div class="actions">
          {!viewer.mine.has(post.id) && (
            <VoteBox postId={post.id} up={post.up} about={about} mine={viewer.votes.get(post.id) ?? 0} />
          )}
          {takesComments && <Action word="Reply" about={`to ${about}`} href={urls.comments(post)} />}
          <PostMenu post={post} viewer={viewer} about={about} />
        </div>
      )}
    </>
  );
}
