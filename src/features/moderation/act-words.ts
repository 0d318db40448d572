import { listCoarser } from '../bylines/coarser.ts';
import { nounOf } from '../posts/post-words.ts';
import type { ActName } from './acts.ts';
import type { ModeratedPost } from './moderated.ts';

/** What was done, as the log says it and as it is confirmed. */
export const doneWords: Record<ActName, { log: string; notice: string }> = {
  hide: { log: 'Hid a post', notice: 'The post is hidden. Its author sees it with your reason.' },
  coarsen: {
    log: 'Took a byline down to the community',
    notice: 'The byline says only that its author is a member. It cannot be undone.',
  },
  restore: { log: 'Brought a post back', notice: 'The post is there again for everyone.' },
  lock: { log: 'Locked the thread', notice: 'The thread is locked.' },
  unlock: { log: 'Unlocked the thread', notice: 'The thread is unlocked.' },
  close: { log: 'Closed the question', notice: 'The question is closed.' },
  reopen: { log: 'Opened the question again', notice: 'The question takes answers again.' },
  suspend: {
    log: 'Suspended the author of a post',
    notice: 'Whoever wrote the post is suspended. Nobody here is told who that is.',
  },
  lift: {
    log: 'Lifted the suspension for a post',
    notice: 'The suspension for this post is lifted.',
  },
  dismiss: { log: 'Dismissed the flags', notice: 'The flags are dismissed.' },
};

export function isActName(text: string): text is ActName {
  return Object.hasOwn(doneWords, text);
}

export interface Doable {
  act: ActName;
  /** On the button. */
  words: string;
  /** What it does, where that is not plain; with it a reason is asked for. */
  effect?: string;
  reasonLabel?: string;
  /** Whether it ends by itself, and when, is asked for. */
  timed?: true;
}

/** What can be done to the post as it is now. */
export function doableTo(post: ModeratedPost): Doable[] {
  return [
    ...(post.flags.length > 0 ? [{ act: 'dismiss', words: 'Dismiss the flags' } as const] : []),
    ...removals(post),
    ...coarsenings(post),
    ...closures(post),
    post.locked
      ? { act: 'unlock', words: 'Unlock the thread' }
      : {
          act: 'lock',
          words: 'Lock the thread',
          effect: 'Nobody can answer, comment, edit or vote in it until it is unlocked.',
          reasonLabel: 'Why it is locked, for its readers',
        },
    suspension(post),
  ];
}

function removals({ kind, removed }: ModeratedPost): Doable[] {
  if (removed?.by === 'author') return [];
  if (removed) return [{ act: 'restore', words: `Bring the ${nounOf(kind)} back` }];
  const all = kind === 'answer' || kind === 'comment' ? 'what was written on it' : 'everything in its thread';
  return [
    {
      act: 'hide',
      words: `Hide the ${nounOf(kind)}`,
      effect: `It disappears for everyone but its author, with ${all}, and its flags are settled.`,
      reasonLabel: 'Why it is hidden, for its author',
    },
  ];
}

function coarsenings(post: ModeratedPost): Doable[] {
  if (listCoarser(post).length === 0) return [];
  return [
    {
      act: 'coarsen',
      words: 'Take the byline down',
      effect:
        'On everything that its author wrote in this thread it says no more than that they are a member. It cannot be undone.',
      reasonLabel: 'Why it gives its author away, for the log',
    },
  ];
}

/** Offered for every post in the same words: whose it is, and whether it is anybody's, is not looked at. */
function suspension({ suspended }: ModeratedPost): Doable {
  if (suspended) return { act: 'lift', words: 'Lift the suspension' };
  return {
    act: 'suspend',
    words: 'Suspend its author',
    effect:
      'Whoever wrote it cannot sign in or post, here or anywhere else in the community. Nobody is told who it is; ' +
      'what they have written stays as it is. Authors who came by import, moderators and admins are not affected.',
    reasonLabel: 'Why, for other moderators',
    timed: true,
  };
}

function closures({ threadKind, closed }: ModeratedPost): Doable[] {
  if (threadKind !== 'question') return [];
  if (closed) return [{ act: 'reopen', words: 'Open the question again' }];
  return [
    {
      act: 'close',
      words: 'Close the question',
      effect: 'It takes no more answers; comments and votes go on.',
      reasonLabel: 'Why it is closed, for its readers',
    },
  ];
}
