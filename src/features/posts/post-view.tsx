import type { ComponentChildren, JSX } from 'preact';
import { Action } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { PostText } from '../../ui/post-text.tsx';
import { useSite } from '../../ui/site.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { postAnchor, urls } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { CommentForm } from '../comments/comment-form.tsx';
import { CommentList } from '../comments/comment-list.tsx';
import { VoteBox, VoteCount } from '../votes/vote-box.tsx';
import { PostMenu } from './post-menu.tsx';
import { postWords } from './post-words.ts';
import type { ShownPost } from './thread-page.ts';
import type { ThreadViewer } from './thread-viewer.ts';

/** What every post of a page is shown with. */
export interface Shown {
  now: Date;
  viewer: ThreadViewer | null;
  /** Where one comes back to after signing in. */
  path: string;
  /** Ids of posts by the thread's author. */
  byAsker: ReadonlySet<string>;
  /** "asker", or "host" in an AMA. */
  askerTag: 'asker' | 'host';
  repliesTo: ReadonlyMap<string, ShownPost[]>;
  /** Neither closed for comments by a lock, nor gone. */
  takesComments: boolean;
}

export type PostViewProps = { post: ShownPost; shown: Shown };

export function PostByline({
  post,
  shown,
  small,
  children,
}: PostViewProps & { small?: boolean; children?: ComponentChildren }): JSX.Element {
  const coarse = post.name === null;
  const { now } = shown;
  return (
    <BylineLine
      byline={printByline(post)}
      {...(shown.byAsker.has(post.id) ? { tag: shown.askerTag } : {})}
      {...(small ? { small } : {})}
      time={
        <>
          <a href={`#${postAnchor(post.id)}`} class="plain-link">
            <TimeAgo at={post.at} now={now} coarse={coarse} />
          </a>
          {post.editedAt && (
            <>
              {' · '}
              <a href={urls.revisions(post)} class="plain-link">
                edited <TimeAgo at={post.editedAt} now={now} coarse={coarse} />
              </a>
            </>
          )}
        </>
      }
    >
      {children}
    </BylineLine>
  );
}

export function PostBody({ post }: { post: ShownPost }): JSX.Element {
  return (
    <>
      {post.removedBy && <RemovedNote post={post} />}
      <PostText html={post.bodyHtml} />
    </>
  );
}

function RemovedNote({ post }: { post: ShownPost }): JSX.Element {
  return (
    <p class="aside-note">
      {post.removedBy === 'author'
        ? 'You have deleted this. Only you and moderators see it; you can bring it back.'
        : 'A moderator has hidden this. Only its author and moderators see it.'}
    </p>
  );
}

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
          <Action word="Comment" icon="message-square" about={`on ${about}`} href={signInHref(path)} />
        )}
        {viewer && <PostMenu post={post} viewer={viewer} about={about} />}
      </div>
      {shown.takesComments && viewer && !post.removedBy && (
        <CommentForm post={post} viewer={viewer} about={about} />
      )}
      <CommentList post={post} shown={shown} />
    </div>
  );
}

function Votes({ post, shown, about }: PostViewProps & { about: string }): JSX.Element {
  const { viewer, path } = shown;
  if (!viewer) return <VoteCount up={post.up} signInHref={signInHref(path)} />;
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

export function signInHref(path: string): string {
  return `${urls.signIn()}?to=${encodeURIComponent(path)}`;
}
