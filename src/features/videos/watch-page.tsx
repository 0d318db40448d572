import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Columns } from '../../ui/rail.tsx';
import { urls } from '../../urls.ts';
import { PostEnd } from '../posts/post-end.tsx';
import { PostBody, PostByline } from '../posts/post-view.tsx';
import { counted } from '../posts/thread-entry.tsx';
import { whatIsShown } from '../posts/what-is-shown.ts';
import { Notes } from '../questions/what-is-asked.tsx';
import { OwnNotes } from './own-notes.tsx';
import { Chapters } from './watch-chapters.tsx';
import { WatchBar } from './watch-bar.tsx';
import { AskedHere, TimeLine } from './watch-moments.tsx';
import { WatchPanel } from './watch-panel.tsx';
import { WatchPlayer } from './watch-player.tsx';
import type { WatchPageProps } from './watch-props.ts';
import { EditorLinks, WatchRail } from './watch-rail.tsx';

/** A video with what is said in it, what was asked at its moments, and the talk below it. */
export function WatchPage(props: WatchPageProps): JSX.Element {
  const { thread, viewer, path, now, transcript } = props;
  const [root] = thread.posts;
  if (!root) return <EmptyState title="Nothing here" />;
  const shown = whatIsShown({ thread, viewer, path, now, root });
  const comments = thread.posts.filter(
    ({ kind, removedBy }) => kind === 'comment' && removedBy === null,
  ).length;
  const hasPanel = transcript !== null && transcript.cues.length > 0;
  return (
    <article aria-labelledby="thread-title">
      <header class="thread-head">
        <Breadcrumb
          crumbs={thread.topics.map((topic) => ({ name: topic.name, href: urls.topic(topic) }))}
          label="Topics"
        />
        <h1 id="thread-title" dir="auto">
          {thread.title}
        </h1>
        <PostByline post={root} shown={shown} />
        {props.isEditor && <EditorLinks {...props} />}
      </header>
      <Notes thread={thread} />
      <div
        class={hasPanel ? 'watch watch-with-panel' : 'watch'}
        id="watch"
        data-watched={viewer ? urls.watched(thread) : undefined}
        data-id={thread.id}
      >
        <div class="watch-stage">
          <WatchPlayer {...props} />
          <TimeLine {...props} />
        </div>
        {props.playable && <WatchBar {...props} />}
        <WatchPanel {...props} />
      </div>
      <Columns rail={<WatchRail {...props} />} railLabel="Around this video">
        <Chapters {...props} />
        <h2 class="hidden-text">About this video</h2>
        <PostBody post={root} />
        <AskedHere {...props} />
        {viewer && <OwnNotes thread={thread} notes={props.notes} />}
        <section class="section" id="answers" aria-labelledby="comments-title">
          <h2 id="comments-title">{comments === 0 ? 'No comments yet' : counted(comments, 'comment')}</h2>
          <p class="field-help">A time such as 12:41 in a comment leads there.</p>
          <PostEnd post={root} shown={shown} />
        </section>
      </Columns>
    </article>
  );
}
