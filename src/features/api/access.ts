import { Forbidden, NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { accessWording } from '../posts/editing.ts';
import type { Wording } from '../posts/editing.ts';
import type { Post } from '../posts/posts.ts';
import { accessPost } from '../posts/posts.ts';
import type { PublicKind } from './public-posts.ts';

/** The post where this account may see it and it is what the address says. Throws NotFound. */
export async function accessOfKind(
  platform: Platform,
  account: Account,
  { id, kind }: { id: string; kind: PublicKind },
): Promise<Post> {
  const post = await accessPost(platform, account, id);
  requireKind(post, kind);
  return post;
}

/** The present wording of the account's own post. Throws NotFound, and Forbidden where it can't be edited. */
export async function accessOwnWording(
  platform: Platform,
  account: Account,
  { id, kind }: { id: string; kind: PublicKind },
): Promise<Wording> {
  const { post, wording } = await accessWording(platform, account, id);
  requireKind(post, kind);
  if (post.gone) throw new Forbidden('It was deleted. Bring it back first.');
  return wording;
}

function requireKind(post: Post, kind: PublicKind): void {
  if (post.kind !== kind || post.threadKind === 'ama') throw new NotFound(`There is no such ${kind}.`);
}
