import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import type { ListParams } from '../posts/list-params.ts';
import type { ThreadKind } from '../posts/posts.ts';
import { ThreadListView } from '../posts/thread-list-view.tsx';
import type { ThreadList } from '../posts/thread-list.ts';

export interface KindPageProps {
  title: string;
  kind: ThreadKind;
  path: string;
  params: ListParams;
  list: ThreadList;
  now: Date;
}

const emptyTitles: Record<ThreadKind, string> = {
  question: 'Nobody has asked anything yet',
  ama: 'No AMA has been announced yet',
  video: 'There are no videos yet',
};

/** Every thread of a kind. */
export function KindPage({ title, kind, ...list }: KindPageProps): JSX.Element {
  return (
    <>
      <header class="page-head">
        <h1>{title}</h1>
      </header>
      <ThreadListView {...list} emptyTitle={emptyTitles[kind]} askHref={urls.newQuestion()} />
    </>
  );
}
