import type { Crumb } from '../../ui/breadcrumb.tsx';
import { postPlace } from '../../urls.ts';
import type { Post } from './posts.ts';

/** From a page about a post back to the post. */
export function threadCrumbs(post: Post): Crumb[] {
  return [{ name: post.title, href: postPlace(post) }];
}
