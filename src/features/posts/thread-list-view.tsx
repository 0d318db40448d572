import type { ComponentChildren, JSX } from 'preact';
import { Pagination } from '../../ui/pagination.tsx';
import { Columns } from '../../ui/rail.tsx';
import type { Tab } from '../../ui/tabs.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { ListParams } from './list-params.ts';
import { listHref } from './list-params.ts';
import { NothingListed } from './nothing-listed.tsx';
import type { ThreadKind } from './posts.ts';
import { ThreadEntry } from './thread-entry.tsx';
import type { ThreadList } from './thread-list.ts';
import { countPages, countThreads } from './thread-list.ts';

export interface ThreadListViewProps {
  path: string;
  params: ListParams;
  list: ThreadList;
  now: Date;
  /** The topic that the list is of; left out for a list of everything of a kind. */
  topic?: { name: string; slug: string };
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

/** Tabs of a topic's kinds, sorts, one numbered page of threads, and the way to the others. */
export function ThreadListView(props: ThreadListViewProps): JSX.Element {
  const { params, list, topic, now, rail, after } = props;
  const pages = countPages(countThreads(list.counts, params.kind, params.sort));
  return (
    <>
      {topic ? (
        <Tabs label="Kinds" tabs={tabsOf(props)} sorts={sortsOf(props)} />
      ) : (
        <Tabs label="Sorted by" tabs={sortsOf(props)} />
      )}
      <Columns rail={rail}>
        <h2 class="hidden-text">{params.kind ? nameOf(params.kind) : 'Questions, AMAs and videos'}</h2>
        {list.threads.length === 0 && <NothingListed {...props} />}
        <ul class="entries">
          {list.threads.map((thread) => (
            <li key={thread.id}>
              <ThreadEntry thread={thread} now={now} />
            </li>
          ))}
        </ul>
        <Pagination page={params.page} pages={pages} hrefOf={(page) => hrefOf(props, { page })} />
        {after}
      </Columns>
    </>
  );
}

function nameOf(kind: ThreadKind): string | undefined {
  return kindTabs.find(([, other]) => other === kind)?.[0];
}

/** The same list another way. One of a single kind has an address of its own, so the kind is not said again. */
function hrefOf({ path, params, topic }: ThreadListViewProps, changes: Partial<ListParams>): string {
  const { page: _page, ...kept } = params;
  return listHref(path, { ...kept, ...changes, ...(topic ? {} : { kind: null }) });
}

function tabsOf(props: ThreadListViewProps): Tab[] {
  const { params, list } = props;
  const sort = params.sort === 'unanswered' ? 'best' : params.sort;
  return kindTabs.map(([name, kind]) => ({
    name,
    href: hrefOf(props, { kind, sort }),
    count: countThreads(list.counts, kind, 'best'),
    current: params.kind === kind && params.sort !== 'unanswered',
  }));
}

function sortsOf(props: ThreadListViewProps): Tab[] {
  const { params, list, topic } = props;
  const unanswered = {
    name: 'Unanswered',
    href: hrefOf(props, { kind: null, sort: 'unanswered' }),
    count: countThreads(list.counts, null, 'unanswered'),
    current: params.sort === 'unanswered',
  };
  return [
    { name: 'Best', href: hrefOf(props, { sort: 'best' }), current: params.sort === 'best' },
    { name: 'New', href: hrefOf(props, { sort: 'new' }), current: params.sort === 'new' },
    ...(topic || params.kind === 'question' ? [unanswered] : []),
  ];
}
