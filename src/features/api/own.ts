import { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { isSignedBy } from '../bylines/authors.ts';
import { findOwnVotes } from '../votes/votes.ts';
import type { PublicPost } from './public-posts.ts';
import type { Own } from './public.ts';

export const ownField = z
  .literal('1', 'Say own=1, or leave it out.')
  .optional()
  .meta({ description: '`1` adds what the token’s account has to do with each post.' });

/** What this account has to do with these posts, by their ids; empty for nobody. */
export async function findOwn(
  platform: Platform,
  account: Account | null,
  posts: readonly Pick<PublicPost, 'id' | 'threadId' | 'authorId' | 'profileId'>[],
): Promise<ReadonlyMap<string, Own>> {
  if (!account) return new Map();
  const votes = await findOwnVotes(
    platform,

    account,
    posts.map(({ id }) => id),
  );
  return new Map(
    posts.map((post) => [
      post.id,
      { mine: isSignedBy(platform, account, post), vote: votes.get(post.id) ?? 0 },
    ]),
  );
}
