import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { PostText } from '../../ui/post-text.tsx';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import { Tag } from '../../ui/tag.tsx';
import { postAnchor, urls } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { PostEnd } from '../posts/post-end.tsx';
import type { Shown } from '../posts/post-view.tsx';
import { PostBody, PostByline } from '../posts/post-view.tsx';
import type { ShownPost, ThreadPage } from '../posts/thread-page.ts';
import { TopicLinks } from '../topics/topic-links.tsx';
import type { Ama } from './amas.ts';
import type { QuestionCard } from './cards.ts';
import { MomentLink } from './question-card.tsx';

export interface QuestionPageProps {
  ama: Ama;
  thread: ThreadPage;
  question: ShownPost;
  /** Null for what only its author and moderators see. */
  card: QuestionCard | null;
  /** Where the recording shows what was said to it. */
  moment: { href: string; at: string } | null;
  title: string;
  shown: Shown;
}

/** One question of an AMA with its answers, to be linked to and found. */
export function QuestionPage({
  ama,
  thread,
  question,
  card,
  moment,
  title,
  shown,
}: QuestionPageProps): JSX.Element {
  const answers = (shown.repliesTo.get(question.id) ?? []).filter(({ kind }) => kind === 'answer');
  const byHosts = { ...shown, byAsker: new Set(answers.map(({ id }) => id)), askerTag: 'host' as const };
  return (
    <Columns rail={<Rail ama={ama} thread={thread} />} railLabel="About the AMA">
      <article aria-labelledby="ama-question-title" id={postAnchor(question.id)}>
        <header class="thread-head">
          <Breadcrumb
            crumbs={[
              { name: 'AMAs', href: urls.amas() },
              { name: ama.title, href: urls.ama(ama) },
            ]}
            label="Where this is"
          />
          <h1 class="hidden-text" id="ama-question-title" dir="auto">
            {title}
          </h1>
          <PostByline post={question} shown={shown} />
        </header>
        <div class="ama-asked">
          <PostBody post={question} />
        </div>
        {card && card.merged.length > 0 && <Merged card={card} />}
        <PostEnd post={question} shown={shown} />
      </article>
      <section class="section" id="answers" aria-labelledby="answers-title">
        <h2 id="answers-title">{answers.length === 0 ? 'Not answered yet' : 'The answer'}</h2>
        {moment && (
          <p>
            <MomentLink moment={moment} />
          </p>
        )}
        {answers.length === 0 && <p class="faint">{unanswered(ama)}</p>}
        {answers.map((answer) => (
          <article class="answer" id={postAnchor(answer.id)} key={answer.id}>
            <PostByline post={answer} shown={byHosts} />
            <PostBody post={answer} />
            <PostEnd post={answer} shown={shown} />
          </article>
        ))}
      </section>
    </Columns>
  );
}

function unanswered({ state }: Ama): string {
  if (state === 'announced') return 'The AMA is still to come. A vote moves this up.';
  if (state === 'live' || state === 'overflow') return 'It waits for the hosts. A vote moves it up.';
  return 'The hosts did not come to it.';
}

function Merged({ card: { merged } }: { card: QuestionCard }): JSX.Element {
  return (
    <section class="section" aria-labelledby="merged-title">
      <h2 class="label" id="merged-title">
        Asked by others too
      </h2>
      {merged.map((post) => (
        <div class="also-asked" id={postAnchor(post.id)} key={post.id}>
          <BylineLine small byline={printByline(post)} />
          <PostText html={post.bodyHtml} />
        </div>
      ))}
    </section>
  );
}

function Rail({ ama, thread }: { ama: Ama; thread: ThreadPage }): JSX.Element {
  return (
    <>
      <RailBlock title="Asked in">
        <p>
          <a href={urls.ama(ama)} dir="auto">
            {ama.title}
          </a>{' '}
          {ama.state === 'live' && <Tag tone="live">live</Tag>}
        </p>
        <p class="faint">With {ama.hosts.map(({ name }) => name).join(', ')}</p>
      </RailBlock>
      {thread.topics.length > 0 && (
        <RailBlock title="More on this">
          <TopicLinks topics={thread.topics} />
        </RailBlock>
      )}
    </>
  );
}
