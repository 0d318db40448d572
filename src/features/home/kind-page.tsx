import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import { AmasAhead } from '../amas/ahead-card.tsx';
import type { AmaAhead } from '../amas/ahead.ts';
import type { ListParams } from '../posts/list-params.ts';
import { ThreadListView } from '../posts/thread-list-view.tsx';
import type { ThreadList } from '../posts/thread-list.ts';

export interface KindPageProps {
  title: string;
  path: string;
  params: ListParams;
  list: ThreadList;
  now: Date;
  amas: AmaAhead[];
  /** Leads to announcing one, and to the calendar. */
  mayAnnounce: boolean;
}

/** Every thread of a kind. */
export function KindPage({ title, amas, mayAnnounce, ...list }: KindPageProps): JSX.Element {
  return (
    <>
      <header class="page-head">
        <h1>{title}</h1>
        {mayAnnounce && (
          <p class="link-row">
            <a href={urls.newAma()}>Announce one</a>
            <a href={urls.amaCalendar()}>All in your calendar</a>
          </p>
        )}
        {list.params.kind === 'video' && (
          <p class="link-row">
            <a href={urls.allSeries()}>Series</a>
            <a href={urls.newVideo()}>Publish a video</a>
          </p>
        )}
      </header>
      <AmasAhead title="To come" amas={amas} now={list.now} />
      <ThreadListView {...list} />
    </>
  );
}
