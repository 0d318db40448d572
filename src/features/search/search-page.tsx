import type { ComponentChildren, JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LargeSearch } from '../../ui/large-search.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pagination } from '../../ui/pagination.tsx';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import { urls } from '../../urls.ts';
import { counted } from '../posts/thread-entry.tsx';
import type { TopicName } from '../topics/topics.ts';
import { FoundThreadEntry } from './found-thread.tsx';
import { mostShown } from './matching.ts';
import { searchHref } from './search-href.ts';
import type { SearchResults } from './search.ts';

export interface SearchPageProps {
  /** As it was typed. */
  q: string;
  /** Null before anything was asked, and for what cannot be asked. */
  results: SearchResults | null;
  /** Why it cannot be asked. */
  trouble?: string;
  page: number;
  literal: boolean;
  /** The largest topics, for where nothing was found. */
  topics: readonly TopicName[];
  now: Date;
}

export const pageSize = 10;

export function titleOf(results: SearchResults | null): string {
  return results ? `Results for “${results.query}”` : 'Search';
}

export function SearchPage(props: SearchPageProps): JSX.Element {
  const { q, results, trouble } = props;
  return (
    <>
      <header class="page-head search-head">
        <h1>{titleOf(results)}</h1>
        {trouble && <Notice trouble>{trouble}</Notice>}
        <LargeSearch query={q} />
      </header>
      <Columns rail={<SearchRail />} railLabel="How to search">
        {results ? <Results {...props} results={results} /> : <ByTopic topics={props.topics} />}
      </Columns>
    </>
  );
}

function Results(props: SearchPageProps & { results: SearchResults }): JSX.Element {
  const { results, page, literal, now, topics } = props;
  const { threads, found } = results;
  const pages = Math.ceil(Math.min(found, mostShown) / pageSize);
  return (
    <>
      <HowRead results={results} />
      <TopicsOfThatName topics={results.topics} />
      {threads.length === 0 && <NothingFound results={results} topics={topics} />}
      <ul class="entries">
        {threads.map((thread) => (
          <li key={thread.id}>
            <FoundThreadEntry thread={thread} now={now} />
          </li>
        ))}
      </ul>
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(shown) => searchHref({ q: results.mendedFrom ?? results.query, page: shown, literal })}
      />
    </>
  );
}

/** What was made of the query, with the way back to what was typed. */
function HowRead({ results }: { results: SearchResults }): JSX.Element {
  const { query, mendedFrom, suggestion, fit, found, capped } = results;
  return (
    <div class="search-reading">
      {mendedFrom && (
        <p>
          Showing results for <b>{query}</b>. Nothing has{' '}
          <a href={searchHref({ q: mendedFrom, literal: true })}>{mendedFrom}</a> as it was typed.
        </p>
      )}
      {suggestion && (
        <p>
          Did you mean <a href={searchHref({ q: suggestion })}>{suggestion}</a>?
        </p>
      )}
      {found > 0 && fit === 'all' && (
        <p class="label">{capped ? `More than ${counted(found, 'thread')}` : counted(found, 'thread')}</p>
      )}
      {found > 0 && fit === 'some' && (
        <p class="label">Hardly anything has all of these words. Here is what has some of them.</p>
      )}
    </div>
  );
}

function TopicsOfThatName({ topics }: { topics: readonly TopicName[] }): JSX.Element | null {
  if (topics.length === 0) return null;
  return (
    <nav class="search-topics" aria-label="Topics of that name">
      <ul>
        {topics.map((topic) => (
          <li key={topic.id}>
            <a href={urls.topic(topic)}>
              {topic.name} <span>Topic</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NothingFound({
  results,
  topics,
}: {
  results: SearchResults;
  topics: readonly TopicName[];
}): JSX.Element {
  if (results.vague) {
    return (
      <EmptyState title="Every post has these words">
        <p>Add one that says what you are looking for: a place, a role, a feeling.</p>
        <ByTopic topics={topics} />
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing found">
      <p>
        Try fewer words, or the one that matters most. If nobody has asked yet,{' '}
        <a href={urls.newQuestion()}>ask it yourself</a>: it is signed with as much of you as you choose.
      </p>
      <ByTopic topics={topics} />
    </EmptyState>
  );
}

function ByTopic({ topics }: { topics: readonly TopicName[] }): JSX.Element | null {
  if (topics.length === 0) return null;
  return (
    <section aria-label="By topic">
      <p class="label">What is asked about most</p>
      <ul class="search-by-topic">
        {topics.map((topic) => (
          <li key={topic.id}>
            <a href={urls.topic(topic)}>{topic.name}</a>
          </li>
        ))}
        <li>
          <a href={urls.topics()}>All topics</a>
        </li>
      </ul>
    </section>
  );
}

function SearchRail(): JSX.Element {
  return (
    <RailBlock title="How to search">
      <dl class="search-help">
        <Way typed="tech lead">has both words, in any form</Way>
        <Way typed={'"tech lead"'}>has them side by side</Way>
        <Way typed="lead -sales">leaves out what speaks of sales</Way>
      </dl>
    </RailBlock>
  );
}

function Way({ typed, children }: { typed: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>
        <code>{typed}</code>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
