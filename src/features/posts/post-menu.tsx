import type { JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { listCoarser } from '../bylines/coarser.ts';
import type { ShownPost } from './thread-page.ts';
import type { ThreadViewer } from './thread-viewer.ts';

/** What is done rarely: edit, show less, delete, history, report, moderate. */
export function PostMenu({
  post,
  viewer,
  about,
}: {
  post: ShownPost;
  viewer: ThreadViewer;
  about: string;
}): JSX.Element {
  const mine = viewer.mine.has(post.id);
  return (
    <details class="menu">
      <summary class="action action-plain">
        <Icon name="ellipsis" />
        <span class="hidden-text">More for {about}</span>
      </summary>
      <div class="menu-panel">
        {mine && <OwnPost post={post} />}
        {post.editedAt && (
          <a href={urls.revisions(post)}>
            <Icon name="history" /> Earlier versions
          </a>
        )}
        {!mine && (
          <a href={urls.flags(post)}>
            <Icon name="flag" /> Report
          </a>
        )}
        {viewer.isModerator && (
          <a href={urls.moderatePost(post)}>
            <Icon name="shield" /> Moderate
          </a>
        )}
      </div>
    </details>
  );
}

function OwnPost({ post }: { post: ShownPost }): JSX.Element {
  return (
    <>
      {hasOwnHand(post) && (
        <a href={urls.editPost(post)}>
          <Icon name="pencil" /> Edit
        </a>
      )}
      {listCoarser(post).length > 0 && (
        <a href={urls.byline(post)}>
          <Icon name="mask" /> Show less in the byline
        </a>
      )}
      {hasOwnHand(post) && <Removal post={post} />}
    </>
  );
}

/** Nobody else has taken it away. */
function hasOwnHand({ removedBy }: ShownPost): boolean {
  return removedBy === null || removedBy === 'author';
}

function Removal({ post }: { post: ShownPost }): JSX.Element {
  const removed = post.removedBy !== null;
  return (
    <PostForm action={urls.removal(post)}>
      <button type="submit" name="removed" value={removed ? '0' : '1'}>
        <Icon name={removed ? 'undo-2' : 'trash-2'} /> {removed ? 'Bring back' : 'Delete'}
      </button>
    </PostForm>
  );
}
