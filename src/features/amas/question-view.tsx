import { MovedTo, NotFound } from '../../errors.ts';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import type { Platform } from '../../platform/platform.ts';
import { truncate } from '../../platform/text.ts';
import type { View } from '../../ui/page.ts';
import type { Site } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { brief } from '../posts/json-ld.ts';
import type { Shown } from '../posts/post-view.tsx';
import { tagOf } from '../posts/publishing.ts';
import type { ShownPost, ThreadPage } from '../posts/thread-page.ts';
import { findThreadPage } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';
import { findThreadViewer } from '../posts/thread-viewer.ts';
import { groupReplies } from './ama-comments.ts';
import { questionJsonLd } from './ama-json-ld.ts';
import type { Ama } from './amas.ts';
import { accessAma } from './amas.ts';
import type { QuestionCard } from './cards.ts';
import { findPublicCards } from './cards.ts';
import { findMergedInto } from './queue.ts';
import { findRecording, momentOf } from './recording.ts';
import { QuestionPage } from './question-page.tsx';

/** A question of an AMA on a page of its own. Throws NotFound; MovedTo for another slug, or one that was merged. */
export async function amaQuestionView(
  platform: Platform,
  site: Site,
  {
    id,
    slug,
    questionId,
    account,
  }: { id: string; slug: string; questionId: string; account: Account | null },
): Promise<View> {
  const [ama, recording, thread] = await Promise.all([
    accessAma(platform, id),
    findRecording(platform.db, id),
    findThreadPage(platform, { id, kind: 'ama', account, under: questionId }),
  ]);
  const question = thread?.posts.find((post) => post.id === questionId && post.kind === 'amaQuestion');
  if (!thread || !question) throw new NotFound('There is no such question. It may have been taken down.');
  const path = urls.amaQuestion({ ...ama, question: questionId });
  if (slug !== ama.slug) throw new MovedTo(path);
  const [card] = await findPublicCards(platform.db, id, [questionId]);
  if (card?.state === 'merged') throw new MovedTo(await mergedPlace(platform, ama, card));
  const viewer = account ? await findThreadViewer(platform, account, thread) : null;
  const title = truncate(textOfHtml(question.bodyHtml), 110);
  const shown = shownOf(platform, { ama, thread, question, viewer, path });
  return {
    title,
    description: brief(textOfHtml(card?.answers[0]?.bodyHtml ?? question.bodyHtml)),
    path,
    section: 'amas',
    ogType: 'article',
    // What nobody has answered yet is no page for search engines; nor is what only its author sees.
    ...(card && card.answers.length > 0 ? {} : { robots: 'noindex' }),
    ...(account || !card ? {} : { jsonLd: questionJsonLd({ ama, card, title }, site) }),
    compose: viewer !== null,
    tags: [tagOf.thread(id), ...thread.topics.map((topic) => tagOf.topic(topic.id))],
    children: (
      <QuestionPage
        {...{ ama, thread, question, title, shown }}
        card={card ?? null}
        moment={momentOf(recording, questionId)}
      />
    ),
  };
}

async function mergedPlace(platform: Platform, ama: Ama, { id }: QuestionCard): Promise<string> {
  const into = await findMergedInto(platform.db, id);
  return into ? urls.amaQuestion({ ...ama, question: into }) : urls.ama(ama);
}

function shownOf(
  platform: Platform,
  page: { ama: Ama; thread: ThreadPage; question: ShownPost; viewer: ThreadViewer | null; path: string },
): Shown {
  const { ama, thread, question, viewer, path } = page;
  const sameHand = (post: ShownPost) =>
    post.authorId === question.authorId && post.profileId === question.profileId;
  return {
    ...{ now: platform.clock.now(), viewer, path },
    byAsker: new Set(thread.posts.filter(sameHand).map(({ id }) => id)),
    askerTag: 'asker',
    repliesTo: groupReplies(thread.posts),
    takesComments: !ama.locked && question.removedBy === null,
  };
}
