import type { ComponentChildren, JSX } from 'preact';
import { PostText } from '../../ui/post-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { postAnchor, urls } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { MomentCard } from '../moments/moment-card.tsx';
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
  /** "asker", or "host" in an AMA, "author" below a video. */
  askerTag: 'asker' | 'host' | 'author';
  repliesTo: ReadonlyMap<string, ShownPost[]>;
  /** Neither closed for comments by a lock, nor gone. */
  takesComments: boolean;
  /** Rendered for all members who are alike: what is one's own is filled in later. */
  forMany?: boolean;
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
      {post.moments.map((moment) => (
        <MomentCard key={`${moment.videoId} ${moment.atMs}`} moment={moment} />
      ))}
    </>
  );
}

function RemovedNote({ post }: { post: ShownPost }): JSX.Element {
  return <p class="aside-note">{removedWords(post)}</p>;
}

function removedWords({ removedBy, removalReason }: ShownPost): string {
  if (removedBy === 'author') return 'You have deleted this. Only you see it, and can bring it back.';
  if (removedBy === 'host' && !removalReason)
    return 'The hosts have not let this in yet. Only you and they see it.';
  const who = removedBy === 'host' ? 'The hosts have turned this down' : 'A moderator has hidden this';
  return `${who}: “${removalReason}” Only its author and moderators see it.`;
}
