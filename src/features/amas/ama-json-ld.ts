import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { postPlace, urls } from '../../urls.ts';
import type { LdSite } from '../posts/json-ld.ts';
import { authorLd, breadcrumbJsonLd, brief, ldContext, timeLd } from '../posts/json-ld.ts';
import type { AmaThread } from './ama-thread.ts';
import type { Ama } from './amas.ts';
import type { CardPost, QuestionCard } from './cards.ts';

/** An AMA to come or under way as an event that happens online; one that is over as the posting that it became. */
export function amaJsonLd({ ama, root, answered }: AmaThread, site: LdSite): object {
  const url = site.baseUrl + urls.ama(ama);
  const hosts = ama.hosts.map((host) =>
    authorLd({ ...nobody, name: host.name, profileSlug: host.slug }, site),
  );
  const described = { url, description: brief(textOfHtml(root.post.bodyHtml)) };
  if (ama.startsAt && ama.endsAt && ama.state !== 'closed' && ama.state !== 'overflow') {
    const status = ama.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled';
    return {
      ...{ '@context': ldContext, '@type': 'Event', name: ama.title, ...described },
      ...{ startDate: ama.startsAt.toISOString(), endDate: ama.endsAt.toISOString() },
      ...{
        eventStatus: `${ldContext}/${status}`,
        eventAttendanceMode: `${ldContext}/OnlineEventAttendanceMode`,
      },
      ...{ location: { '@type': 'VirtualLocation', url }, performer: hosts, isAccessibleForFree: true },
    };
  }
  return {
    ...{ '@context': ldContext, '@type': 'DiscussionForumPosting', headline: ama.title, ...described },
    ...{
      text: textOfHtml(root.post.bodyHtml),
      datePublished: timeLd(root.post.at, root.post),
      author: hosts,
    },
    commentCount: answered.length,
  };
}

const nobody = {
  ...{ level: null, role: null, nativeLevel: null, company: null },
  ...{ handle: null, title: null },
};

/** A question with what the hosts answered, as schema.org's QAPage. */
export function questionJsonLd(
  { ama, card, title }: { ama: Ama; card: QuestionCard; title: string },
  site: LdSite,
): object {
  const address = urls.amaQuestion({ ...ama, question: card.id });
  const [first, ...others] = card.answers;
  const answerLd = (answer: CardPost) => ({ '@type': 'Answer', ...postLd(answer, ama, site) });
  return {
    '@context': ldContext,
    '@type': 'QAPage',
    url: site.baseUrl + address,
    breadcrumb: breadcrumbJsonLd(
      [
        { name: 'AMAs', href: urls.amas() },
        { name: ama.title, href: urls.ama(ama) },
        { name: title, href: address },
      ],
      site,
    ),
    mainEntity: {
      '@type': 'Question',
      name: title,
      ...postLd(card, ama, site),
      upvoteCount: card.tally,
      answerCount: card.answers.length,
      // The host's is the answer that was asked for.
      ...(first ? { acceptedAnswer: answerLd(first) } : {}),
      ...(others.length > 0 ? { suggestedAnswer: others.map(answerLd) } : {}),
    },
  };
}

function postLd(post: CardPost, { id, slug }: Ama, site: LdSite): object {
  return {
    text: textOfHtml(post.bodyHtml),
    url: site.baseUrl + postPlace({ id: post.id, threadId: id, slug, threadKind: 'ama' }),
    upvoteCount: post.up,
    datePublished: timeLd(post.at, post),
    ...(post.editedAt ? { dateModified: timeLd(post.editedAt, post) } : {}),
    author: authorLd(post, site),
  };
}
