import type { JSX } from 'preact';
import { Clamp, fitsUnclamped } from '../../ui/clamp.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { threadUrl } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { VideoStill } from '../videos/video-still.tsx';
import type { ListedThread } from './thread-list.ts';

/** A thread in a list: who, what, and the whole text behind "Show more". */
export function ThreadEntry({ thread, now }: { thread: ListedThread; now: Date }): JSX.Element {
  const { id, threadTitle, bodyHtml, video } = thread;
  return (
    <article class={video ? 'entry entry-video' : 'entry'}>
      {video && <VideoStill video={video} />}
      <BylineLine
        listed
        byline={printByline(thread)}
        time={<TimeAgo at={thread.at} now={now} coarse={thread.name === null} />}
      >
        {thread.kind === 'ama' && <Tag tone="live">AMA</Tag>}
        {thread.kind === 'video' && <Tag>Video</Tag>}
      </BylineLine>
      <h3 class="entry-title" dir="auto">
        <a href={threadUrl(thread)}>{threadTitle}</a>
      </h3>
      <Clamp id={id} about={threadTitle} short={fitsUnclamped(bodyHtml)} html={bodyHtml} />
      <EntryMeta thread={thread} />
    </article>
  );
}

function EntryMeta({ thread }: { thread: ListedThread }): JSX.Element {
  const { kind, accepted, up } = thread;
  return (
    <p class="entry-meta">
      <a href={`${threadUrl(thread)}#answers`}>{repliesWords(thread)}</a>
      {kind === 'video' && thread.video?.audience === 'members' && <Tag>members</Tag>}
      {accepted > 0 && <Tag tone="done">{counted(accepted, 'accepted answer')}</Tag>}
      {up > 0 && <span>{up} found this helpful</span>}
    </p>
  );
}

/** "3 answers", "No comments yet": what people write below a thread of that kind. */
export function repliesWords({
  kind,
  answers,
  comments,
}: Pick<ListedThread, 'kind' | 'answers' | 'comments'>): string {
  const noun = { question: 'answer', ama: 'question', video: 'comment' }[kind];
  const count = kind === 'video' ? comments : answers;
  return count === 0 ? `No ${noun}s yet` : counted(count, noun);
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
