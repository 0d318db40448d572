import type { JSX } from 'preact';
import { Clamp, fitsUnclamped } from '../../ui/clamp.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { threadUrl } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import type { ListedThread } from './thread-list.ts';

/** A thread in a list: who, what, and the whole text behind "Show more". */
export function ThreadEntry({ thread, now }: { thread: ListedThread; now: Date }): JSX.Element {
  const { id, threadTitle, bodyHtml } = thread;
  return (
    <article class="entry">
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
  const { kind, answers, accepted, up } = thread;
  const replies = kind === 'ama' ? 'question' : 'answer';
  return (
    <p class="entry-meta">
      <a href={`${threadUrl(thread)}#answers`}>
        {answers === 0 ? `No ${replies}s yet` : counted(answers, replies)}
      </a>
      {accepted > 0 && <Tag tone="done">{counted(accepted, 'accepted answer')}</Tag>}
      {up > 0 && <span>{up} found this helpful</span>}
    </p>
  );
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
