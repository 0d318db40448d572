import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { threadUrl, urls } from '../../urls.ts';
import { AmasAhead } from '../amas/ahead-card.tsx';
import type { AmaAhead } from '../amas/ahead.ts';
import { ThreadEntry, repliesWords } from '../posts/thread-entry.tsx';
import type { ListedThread, ThreadList } from '../posts/thread-list.ts';
import type { TopicInDirectory } from '../topics/topic-page.ts';
import { TopicLinks } from '../topics/topic-links.tsx';
import { TopicDirectory } from '../topics/topics-view.tsx';

export interface HomePageProps {
  /** The next one, where there is one. */
  amas: AmaAhead[];
  best: ThreadList;
  latest: ThreadList;
  topics: TopicInDirectory[];
  now: Date;
}

export function HomePage({ amas, best, latest, topics, now }: HomePageProps): JSX.Element {
  const shown = best.threads.slice(0, 6);
  const fresh = latest.threads.filter(({ id }) => !shown.some((thread) => thread.id === id)).slice(0, 5);
  return (
    <>
      <header class="page-head">
        <h1>Career answers from people who have been there</h1>
        <p class="lede">
          Software engineers ask here what is hard to ask at work. Every post is signed with as much of its
          author’s role, level and company as they choose, and nothing more.
        </p>
      </header>
      <Columns rail={<HomeRail fresh={fresh} topics={topics} now={now} />} railLabel="New, and by topic">
        <AmasAhead title={amas[0]?.state === 'live' ? 'Live now' : 'The next AMA'} amas={amas} now={now} />
        <h2 class="label">Worth reading now</h2>
        {shown.length === 0 && <FirstSteps />}
        <ul class="entries">
          {shown.map((thread) => (
            <li key={thread.id}>
              <ThreadEntry thread={thread} now={now} />
            </li>
          ))}
        </ul>
        <p class="section">
          <a href={urls.questions()}>All questions</a>
        </p>
      </Columns>
      <section class="section" aria-labelledby="home-topics">
        <h2 id="home-topics">Topics</h2>
        <TopicDirectory topics={topics.filter(({ parentId }) => parentId === null)} all={topics} />
      </section>
    </>
  );
}

function FirstSteps(): JSX.Element {
  return (
    <EmptyState title="Quiet in here">
      <p>
        This community has just begun. <a href={urls.newQuestion()}>Ask the first question</a>.
      </p>
    </EmptyState>
  );
}

function HomeRail({
  fresh,
  topics,
  now,
}: {
  fresh: ListedThread[];
  topics: TopicInDirectory[];
  now: Date;
}): JSX.Element {
  const largest = topics.toSorted((a, b) => b.threads - a.threads).slice(0, 8);
  return (
    <>
      {fresh.length > 0 && (
        <RailBlock title="New">
          <ul>
            {fresh.map((thread) => (
              <li key={thread.id}>
                <a href={threadUrl(thread)} dir="auto">
                  {thread.threadTitle}
                </a>
                <p class="link-row">
                  <TimeAgo at={thread.at} now={now} coarse={thread.name === null} />
                  <span>{repliesWords(thread)}</span>
                </p>
              </li>
            ))}
          </ul>
        </RailBlock>
      )}
      <RailBlock title="Most asked about">
        <TopicLinks topics={largest} />
      </RailBlock>
    </>
  );
}
