import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import { authorIds } from '../bylines/authors.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import type { Signing } from '../bylines/signing.ts';
import { findSigning } from '../bylines/signing.ts';
import type { VoteValue } from '../votes/votes.ts';
import { findOwnVotes } from '../votes/votes.ts';

/** What a thread's page knows of the one who reads it. */
export interface ThreadViewer {
  account: Account;
  isModerator: boolean;
  isAsker: boolean;
  /** The ids of their own posts here. */
  mine: ReadonlySet<string>;
  votes: ReadonlyMap<string, VoteValue>;
  /** How they have signed in this thread, which stays, or can. */
  signing: Signing;
}

/** A post as far as it decides whose it is. */
type Signed = BylineRow & { id: string; authorId: string | null; profileId: string | null };

/** The viewer's own part of the page. */
export async function findThreadViewer(
  platform: Platform,
  account: Account,
  page: { id: string; posts: readonly Signed[]; topics: readonly { id: string }[] },
): Promise<ThreadViewer> {
  const ids = new Set(authorIds(platform, account.id, page.id).map((id) => id.toString('hex')));
  const isMine = (post: Signed) =>
    post.authorId ? ids.has(post.authorId) : post.profileId === account.profile?.id;
  const own = page.posts.filter(isMine);
  const others = page.posts.filter((post) => !own.includes(post)).map(({ id }) => id);
  const [first] = own;
  const fixed = first ? printByline(first) : null;
  const [votes, signing] = await Promise.all([
    findOwnVotes(platform, account, others),
    findSigning(platform, account, { fixed, topicIds: page.topics.map(({ id }) => id) }),
  ]);
  return {
    account,
    isModerator: isModerator(account),
    isAsker: own.some(({ id }) => id === page.id),
    mine: new Set(own.map(({ id }) => id)),
    votes,
    signing,
  };
}
