import type { Shown } from './post-view.tsx';
import type { ShownPost, ThreadPage } from './thread-page.ts';
import type { ThreadViewer } from './thread-viewer.ts';

const askerTags = { question: 'asker', ama: 'host', video: 'author' } as const;

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
  // Whoever brings a video says so by bringing it.
  const isSpeech = (post: ShownPost) => post.id === root.id && thread.kind === 'video';
  return {
    now,
    viewer,
    path,
    repliesTo,
    byAsker: new Set(thread.posts.filter((post) => bySameHand(post) && !isSpeech(post)).map(({ id }) => id)),
    askerTag: askerTags[thread.kind],
    takesComments: thread.locked === null && root.removedBy === null,
  };
}
