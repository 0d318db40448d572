import type { Shown } from './post-view.tsx';
import type { ShownPost, ThreadPage } from './thread-page.ts';
import type { ThreadViewer } from './thread-viewer.ts';

/** What every post of a thread's page is shown with. `root`: the thread's own. */
export function whatIsShown({
  thread,
  viewer,
  path,
  now,
  root,
}: {
  thread: ThreadPage;
  viewer: ThreadViewer | null;
  path: string;
  now: Date;
  root: ShownPost;
}): Shown {
  const repliesTo = new Map<string, ShownPost[]>();
  for (const post of thread.posts) {
    if (post.onId === null) continue;
    const replies = repliesTo.get(post.onId);
    if (replies) replies.push(post);
    else repliesTo.set(post.onId, [post]);
  }
  const bySameHand = (post: ShownPost) =>
    post.authorId === root.authorId && post.profileId === root.profileId;
  return {
    now,
    viewer,
    path,
    repliesTo,
    byAsker: new Set(thread.posts.filter(bySameHand).map(({ id }) => id)),
    askerTag: thread.kind === 'ama' ? 'host' : 'asker',
    takesComments: thread.locked === null && root.removedBy === null,
  };
}
