import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import type { ListParams } from '../posts/list-params.ts';
import { ThreadListView } from '../posts/thread-list-view.tsx';
import type { ThreadList } from '../posts/thread-list.ts';

export interface KindPageProps {
  title: string;
  path: string;
  params: ListParams;
  list: ThreadList;
  now: Date;
}

/** Every thread of a kind. */
export function KindPage({ title, ...list }: KindPageProps): JSX.Element {
  return (
    <>
      <header class="page-head">
        <h1>{title}</h1>
        {list.params.kind === 'video' && (
          <p class="link-row">
            <a href={urls.allSeries()}>Series</a>
            <a href={urls.newVideo()}>Publish a video</a>
          </p>
        )}
      </header>
      <ThreadListView {...list} />
    </>
  );
}
