import type { JSX } from 'preact';
import type { Crumb } from '../../ui/breadcrumb.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import { useSite } from '../../ui/site.tsx';
import { Tag } from '../../ui/tag.tsx';
import { postAnchor, urls, withReturn } from '../../urls.ts';
import type { AnswerFormProps } from '../answers/answer-form.tsx';
import { AnswerForm } from '../answers/answer-form.tsx';
import { AnswerView } from '../answers/answer-view.tsx';
import { KeptAnswer } from '../answers/kept-answer.tsx';
import { printByline } from '../bylines/bylines.ts';
import { clockTime } from '../captions/timestamps.ts';
import { bylineText } from '../bylines/printed-byline.ts';
import { PostEnd } from '../posts/post-end.tsx';
import { PostBody, PostByline } from '../posts/post-view.tsx';
import { nounOf } from '../posts/post-words.ts';
import { counted } from '../posts/thread-entry.tsx';
import type { ShownPost, ThreadPage } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';
import { whatIsShown } from '../posts/what-is-shown.ts';
import { TopicLinks } from '../topics/topic-links.tsx';
import { ClosingForm } from './closing-form.tsx';
import { Asked, Notes } from './what-is-asked.tsx';

export interface QuestionPageProps {
  thread: ThreadPage;
  viewer: ThreadViewer | null;
  answer: AnswerFormProps | null;
  path: string;
  /** What was rendered of this thread for other members; null for who is signed out. */
  rendered?: Map<string, string> | null;
  now: Date;
}

/** A question, or for now an AMA, with everything that was said on it. */
export function QuestionPage({
  thread,
  viewer,
  answer,
  path,
  rendered,
  now,
}: QuestionPageProps): JSX.Element {
  const [root] = thread.posts;
  if (!root) return <EmptyState title="Nothing here" />;
  const shown = whatIsShown({ thread, viewer, path, now, root });
  const answers = (shown.repliesTo.get(thread.id) ?? []).filter(({ kind }) => kind !== 'comment');
  return (
    <Columns rail={<Rail thread={thread} answers={answers} />} railLabel="In this thread">
      <article aria-labelledby="thread-title">
        <header class="thread-head">
          <Breadcrumb crumbs={topicCrumbs(thread)} label="Topics" />
          <h1 id="thread-title" dir="auto">
            {thread.title}
          </h1>
          <PostByline post={root} shown={shown} />
        </header>
        <Notes thread={thread} />
        <AnsweredInVideo answers={answers} />
        {thread.tldr && (
          <p class="tldr" dir="auto">
            <b>TL;DR</b> {thread.tldr}
          </p>
        )}
        <h2 class="hidden-text">The {nounOf(thread.kind)}</h2>
        <PostBody post={root} />
        <Asked thread={thread} />
        <PostEnd post={root} shown={shown} />
        {viewer && thread.kind === 'question' && (viewer.isAsker || viewer.isModerator) && (
          <ClosingForm thread={thread} />
        )}
      </article>
      <section id="answers" aria-labelledby="answers-title">
        <AnswersBar thread={thread} count={answers.length} />
        {answers.map((post) =>
          rendered && viewer ? (
            <KeptAnswer key={post.id} post={post} shown={{ ...shown, viewer }} rendered={rendered} />
          ) : (
            <AnswerView key={post.id} post={post} shown={shown} />
          ),
        )}
      </section>
      <YourTurn thread={thread} answer={answer} viewer={viewer} path={path} />
    </Columns>
  );
}

/** Where an answer points to a moment of a video, the way there stands at the top. */
function AnsweredInVideo({ answers }: { answers: readonly ShownPost[] }): JSX.Element | null {
  const answer = answers.find(({ moments, removedBy }) => moments.length > 0 && removedBy === null);
  const [moment] = answer?.moments ?? [];
  if (!answer || !moment) return null;
  return (
    <p class="aside-note">
      <b>Answered in a video.</b>{' '}
      <a href={`#${postAnchor(answer.id)}`} dir="auto">
        At {clockTime(moment.atMs)} of {moment.title}
      </a>
    </p>
  );
}

function topicCrumbs({ topics }: ThreadPage): Crumb[] {
  return topics.map((topic) => ({ name: topic.name, href: urls.topic(topic) }));
}

function AnswersBar({ thread, count }: { thread: ThreadPage; count: number }): JSX.Element {
  return (
    <div class="thread-bar">
      <div class="thread-bar-row">
        <h2 id="answers-title">{countWords(thread, count)}</h2>
        <a class="thread-bar-title" href="#main" dir="auto">
          {thread.title}
        </a>
      </div>
    </div>
  );
}

function countWords({ kind, closed, locked }: ThreadPage, count: number): string {
  const noun = kind === 'ama' ? 'question' : 'answer';
  if (count > 0) return counted(count, noun);
  return closed || locked ? `No ${noun}s` : `No ${noun}s yet`;
}

function YourTurn({
  thread,
  answer,
  viewer,
  path,
}: Pick<QuestionPageProps, 'thread' | 'answer' | 'viewer' | 'path'>): JSX.Element | null {
  if (answer) return <AnswerForm {...answer} />;
  if (viewer || thread.closed || thread.locked || thread.kind !== 'question') return null;
  return (
    <section class="section stack">
      <h2>Have you been there?</h2>
      <p>
        Your answer is signed with as much of your role and level as you choose. Nobody here can see more.
      </p>
      <p>
        <a class="button" href={withReturn(urls.signIn(), path)}>
          Sign in to answer
        </a>
      </p>
    </section>
  );
}

function Rail({ thread, answers }: { thread: ThreadPage; answers: ShownPost[] }): JSX.Element {
  const { communityName } = useSite();
  return (
    <>
      {answers.length > 1 && (
        <RailBlock title={thread.kind === 'ama' ? 'Asked' : 'Who has answered'}>
          <ol>
            {answers.slice(0, 12).map((post) => (
              <li key={post.id}>
                <a href={`#${postAnchor(post.id)}`}>{bylineText(printByline(post), communityName)}</a>{' '}
                {post.accepted && <Tag tone="done">accepted</Tag>}
              </li>
            ))}
          </ol>
        </RailBlock>
      )}
      {thread.topics.length > 0 && (
        <RailBlock title="More on this">
          <TopicLinks topics={thread.topics} />
        </RailBlock>
      )}
    </>
  );
}
