import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { ShownPost } from '../posts/thread-page.ts';
import { findThreadPage } from '../posts/thread-page.ts';

/** The talk below an AMA's own post, by what it stands on. */
export async function listCommentsOn(
  platform: Platform,
  account: Account | null,
  amaId: string,
): Promise<Map<string, ShownPost[]>> {
  const page = await findThreadPage(platform, { id: amaId, kind: 'ama', account, under: amaId });
  return groupReplies(page?.posts ?? []);
}

export function groupReplies(posts: readonly ShownPost[]): Map<string, ShownPost[]> {
  const replies = new Map<string, ShownPost[]>();
  for (const post of posts) {
    if (post.onId === null) continue;
    const known = replies.get(post.onId);
    if (known) known.push(post);
    else replies.set(post.onId, [post]);
  }
  return replies;
}
