import { textOfHtml } from '../../platform/markdown/html-text.ts';
import type { Crumb } from '../../ui/breadcrumb.tsx';
import { postPlace, threadUrl, urls } from '../../urls.ts';
import type { LdSite } from './json-ld.ts';
import { authorLd, breadcrumbJsonLd, brief, ldContext, timeLd } from './json-ld.ts';
import type { ShownPost, ThreadPage } from './thread-page.ts';

/**
 * The thread for search engines: a question with its answers as schema.org's QAPage, by Google's rules for
 * "Q&A"; an AMA or a video, which are no single question, as a DiscussionForumPosting. Says what the page
 * shows to anybody, and nothing of posts that were taken away.
 */
export function threadJsonLd(page: ThreadPage, site: LdSite): object {
  const [root] = page.posts;
  if (!root || root.removedBy !== null) return {};
  const own = postLd(page, root, site);
  const breadcrumb = breadcrumbJsonLd(crumbsOf(page), site);
  if (page.kind !== 'question') {
    return { '@context': ldContext, '@type': 'DiscussionForumPosting', headline: page.title, ...own };
  }
  const answers = page.posts.filter(({ kind, onId, removedBy }) => {
    return kind === 'answer' && onId === page.id && removedBy === null;
  });
  const question = {
    '@type': 'Question',
    name: page.title,
    ...own,
    answerCount: answers.length,
    ...answersLd(
      'acceptedAnswer',
      answers.filter(({ accepted }) => accepted),
      page,
      site,
    ),
    ...answersLd(
      'suggestedAnswer',
      answers.filter(({ accepted }) => !accepted),
      page,
      site,
    ),
  };
  return {
    '@context': ldContext,
    '@type': 'QAPage',
    url: site.baseUrl + threadUrl(page),
    breadcrumb,
    mainEntity: question,
  };
}

/** The thread in a sentence or two: its TL;DR, else how it begins. */
export function describeThread(page: Pick<ThreadPage, 'tldr' | 'title' | 'posts'>): string {
  const [root] = page.posts;
  const words = page.tldr || (root && root.removedBy === null ? textOfHtml(root.bodyHtml) : '');
  return brief(words) || brief(page.title);
}

function postLd(page: ThreadPage, post: ShownPost, site: LdSite): object {
  const place = { id: post.id, threadId: page.id, slug: page.slug, threadKind: page.kind };
  return {
    text: textOfHtml(post.bodyHtml) || page.title,
    url: site.baseUrl + postPlace(place),
    // One number for both ways, as Google asks.
    upvoteCount: post.up - post.down,
    datePublished: timeLd(post.at, post),
    ...(post.editedAt ? { dateModified: timeLd(post.editedAt, post) } : {}),
    author: authorLd(post, site),
  };
}

function answersLd(name: string, answers: readonly ShownPost[], page: ThreadPage, site: LdSite): object {
  if (answers.length === 0) return {};
  return { [name]: answers.map((answer) => ({ '@type': 'Answer', ...postLd(page, answer, site) })) };
}

function crumbsOf(page: ThreadPage): Crumb[] {
  const [topic] = page.topics;
  const above = topic
    ? [
        { name: 'Topics', href: urls.topics() },
        { name: topic.name, href: urls.topic(topic) },
      ]
    : [];
  return [...above, { name: page.title, href: threadUrl(page) }];
}
