import type { ComponentChildren, JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pagination } from '../../ui/pagination.tsx';
import { Columns } from '../../ui/rail.tsx';
import type { Tab } from '../../ui/tabs.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { ListParams } from './list-params.ts';
import { listHref } from './list-params.ts';
import type { ThreadKind } from './posts.ts';
import { ThreadEntry } from './thread-entry.tsx';
import type { ThreadList } from './thread-list.ts';
import { countPages, countThreads } from './thread-list.ts';

export interface ThreadListViewProps {
  path: string;
  params: ListParams;
  list: ThreadList;
  now: Date;
  emptyTitle: string;
  askHref: string;
  rail?: ComponentChildren;
  /** Below the list, in its column. */
  after?: ComponentChildren;
}

const kindTabs: [string, ThreadKind | null][] = [
  ['All', null],
  ['Questions', 'question'],
  ['AMAs', 'ama'],
  ['Videos', 'video'],
];

/** Tabs, sorts, one numbered page of threads, and the way to the others. */
export function ThreadListView(props: ThreadListViewProps): JSX.Element {
  const { path, params, list, now, rail, after } = props;
  const pages = countPages(countThreads(list.counts, params.kind, params.sort));
  return (
    <>
      <Tabs label="Kinds" tabs={tabsOf(props)} sorts={sortsOf(props)} />
      <Columns rail={rail}>
        <h2 class="hidden-text">{params.kind ? nameOf(params.kind) : 'Questions, AMAs and videos'}</h2>
        {list.threads.length === 0 && <NothingHere {...props} />}
        <ul class="entries">
          {list.threads.map((thread) => (
            <li key={thread.id}>
              <ThreadEntry thread={thread} now={now} />
            </li>
          ))}
        </ul>
        <Pagination page={params.page} pages={pages} hrefOf={(page) => listHref(path, { ...params, page })} />
        {after}
      </Columns>
    </>
  );
}

function nameOf(kind: ThreadKind): string | undefined {
  return kindTabs.find(([, other]) => other === kind)?.[0];
}

function tabsOf({ path, params, list }: ThreadListViewProps): Tab[] {
  return kindTabs.map(([name, kind]) => ({
    name,
    href: listHref(path, { kind, sort: params.sort === 'unanswered' ? 'best' : params.sort }),
    count: countThreads(list.counts, kind, 'best'),
    current: params.kind === kind && params.sort !== 'unanswered',
  }));
}

function sortsOf({ path, params, list }: ThreadListViewProps): Tab[] {
  const { kind, sort } = params;
  return [
    { name: 'Best', href: listHref(path, { kind }), current: sort === 'best' },
    { name: 'New', href: listHref(path, { kind, sort: 'new' }), current: sort === 'new' },
    {
      name: 'Unanswered',
      href: listHref(path, { sort: 'unanswered' }),
      count: countThreads(list.counts, null, 'unanswered'),
      current: sort === 'unanswered',
    },
  ];
}

function NothingHere({ params, emptyTitle, askHref, path }: ThreadListViewProps): JSX.Element {
  if (params.sort === 'unanswered') {
    return (
      <EmptyState title="Everything here has an answer">
        <p>
          <a href={listHref(path, { sort: 'new' })}>See what is new</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={emptyTitle}>
      <p>
        Be the first: <a href={askHref}>ask a question</a>. It is signed with as much of you as you choose.
      </p>
    </EmptyState>
  );
}
