import type { View } from '../../ui/page.ts';
import { NotFound } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Site } from '../../ui/site.tsx';
import { threadUrl, topicFeed } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { whyNoAnswers } from '../answers/answers.ts';
import { findDraftOn } from '../drafts/drafts.ts';
import type { Composed } from '../posts/composing.ts';
import { beginComposing } from '../posts/composing.ts';
import type { ThreadKind } from '../posts/posts.ts';
import { describeThread, threadJsonLd } from '../posts/thread-json-ld.ts';
import type { ThreadPage } from '../posts/thread-page.ts';
import { findMemberThread, findThreadPage, tagsOfThread } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';
import { findThreadViewer } from '../posts/thread-viewer.ts';
import type { AnswerFormProps } from '../answers/answer-form.tsx';
import { QuestionPage } from './question-page.tsx';

export interface QuestionViewInput {
  id: string;
  kind: ThreadKind;
  account: Account | null;
  /** Which of several drafts of an answer is taken up; left out, the latest. */
  draftId?: string | undefined;
  /** An answer that came back, with what is wrong with it. */
  composed?: Composed;
  errors?: Record<string, string>;
}

/** A thread's page for this viewer. Throws NotFound. */
export async function questionView(
  platform: Platform,
  site: Site,
  { id, kind, account, draftId, composed, errors = {} }: QuestionViewInput,
): Promise<View & { slug: string }> {
  const member = account ? await findMemberThread(platform, { id, kind, account }) : null;
  const thread = account ? member?.page : await findThreadPage(platform, { id, kind, account });
  if (!thread) throw new NotFound('There is no such page. It may have been taken down by its author.');
  const viewer = account ? await findThreadViewer(platform, account, thread) : null;
  const answer = viewer ? await answerProps(platform, { thread, viewer, draftId, composed, errors }) : null;
  const path = threadUrl(thread);
  return {
    slug: thread.slug,
    title: thread.title,
    description: describeThread(thread),
    path,
    section: kind === 'ama' ? 'amas' : 'topics',
    ogType: 'article',
    // Search engines are not signed in.
    ...(account ? {} : { jsonLd: threadJsonLd(thread, site) }),
    compose: answer !== null,
    tags: tagsOfThread(thread),
    ...(thread.topics[0] ? { feed: feedOf(thread.topics[0]) } : {}),
    children: (
      <QuestionPage
        {...{ thread, viewer, answer, path }}
        rendered={member?.rendered ?? null}
        now={platform.clock.now()}
      />
    ),
  };
}

function feedOf(topic: { slug: string; name: string }): { href: string; title: string } {
  return { href: topicFeed(topic), title: topic.name };
}

async function answerProps(
  platform: Platform,
  input: {
    thread: ThreadPage;
    viewer: ThreadViewer;
    draftId: string | undefined;
    composed: Composed | undefined;
    errors: Record<string, string>;
  },
): Promise<AnswerFormProps | null> {
  const { thread, viewer, draftId, errors } = input;
  const state = {
    removedBy: thread.posts[0]?.removedBy ?? null,
    locked: thread.locked !== null,
    closed: thread.closed !== null,
  };
  if (thread.kind !== 'question' || whyNoAnswers(state)) return null;
  const place = { kind: 'answer', on: thread.id, id: draftId } as const;
  const begun = input.composed ?? beginComposing(await findDraftOn(platform, viewer.account, place));
  return { questionId: thread.id, viewer, composed: begun, errors };
}
