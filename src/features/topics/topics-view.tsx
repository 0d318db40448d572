import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { urls } from '../../urls.ts';
import { counted } from '../posts/thread-entry.tsx';
import type { TopicInDirectory } from './topic-page.ts';

/** All topics: the broad ones, each with those within it. */
export function TopicsView({ topics }: { topics: TopicInDirectory[] }): JSX.Element {
  const broad = topics.filter(({ parentId }) => parentId === null);
  return (
    <>
      <header class="page-head">
        <h1>Topics</h1>
        <p class="lede">Everything that is asked and told here, by what it is about.</p>
      </header>
      {topics.length === 0 && (
        <EmptyState title="No topics yet">
          <p>An admin adds the first ones.</p>
        </EmptyState>
      )}
      <TopicDirectory topics={broad} all={topics} />
    </>
  );
}

export function TopicDirectory({
  topics,
  all,
}: {
  topics: TopicInDirectory[];
  all: TopicInDirectory[];
}): JSX.Element {
  return (
    <ul class="directory">
      {topics.map((topic) => (
        <li key={topic.id}>
          <a href={urls.topic(topic)}>{topic.name}</a>
          <p>{topic.summary}</p>
          <p class="link-row">
            <span>{counted(topic.threads, 'thread')}</span>
          </p>
          <Narrower topics={all.filter(({ parentId }) => parentId === topic.id)} all={all} />
        </li>
      ))}
    </ul>
  );
}

function Narrower({
  topics,
  all,
}: {
  topics: TopicInDirectory[];
  all: TopicInDirectory[];
}): JSX.Element | null {
  if (topics.length === 0) return null;
  return (
    <ul class="narrower">
      {topics.map((topic) => (
        <li key={topic.id}>
          <a href={urls.topic(topic)}>{topic.name}</a>{' '}
          <span class="count">{topic.threads.toLocaleString('en')}</span>
          <Narrower topics={all.filter(({ parentId }) => parentId === topic.id)} all={all} />
        </li>
      ))}
    </ul>
  );
}
