import type { JSX } from 'preact';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { momentUrl, postPlace, threadUrl } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { clockTime } from '../captions/timestamps.ts';
import { nounOf } from '../posts/post-words.ts';
import { counted } from '../posts/thread-entry.tsx';
import type { Segment } from './excerpts.ts';
import type { FoundThread } from './search.ts';

type FoundProps = { thread: FoundThread; now: Date };

/** A thread that was found: by its own words, or by those of an answer, which then stands below its title. */
export function FoundThreadEntry({ thread, now }: FoundProps): JSX.Element {
  const isOwn = thread.post.id === thread.id;
  return (
    <article class="entry found">
      {isOwn && <Signed thread={thread} now={now} />}
      <h2 class="entry-title" dir="auto">
        <a href={threadUrl(thread)}>
          <Marked segments={thread.title} />
        </a>
      </h2>
      {isOwn ? <Excerpt thread={thread} /> : <FoundReply thread={thread} now={now} />}
      <Said thread={thread} />
      <Meta thread={thread} />
    </article>
  );
}

/** Where in a video it is said. */
function Said({ thread }: { thread: FoundThread }): JSX.Element | null {
  const { said } = thread;
  if (!said) return null;
  return (
    <p class="text found-excerpt" dir="auto">
      <a href={momentUrl(thread, said.atMs)}>Said at {clockTime(said.atMs)}</a>: “
      <Marked segments={said.excerpt} />”
    </p>
  );
}

function FoundReply({ thread, now }: FoundProps): JSX.Element {
  return (
    <div class="found-reply">
      <Signed thread={thread} now={now} />
      <Excerpt thread={thread} />
    </div>
  );
}

function Signed({ thread: { kind, post }, now }: FoundProps): JSX.Element {
  return (
    <BylineLine
      listed
      byline={printByline(post)}
      time={<TimeAgo at={post.at} now={now} coarse={post.name === null} />}
    >
      {kind === 'question' ? null : <KindTag kind={kind} />}
    </BylineLine>
  );
}

function KindTag({ kind }: { kind: 'ama' | 'video' }): JSX.Element {
  return kind === 'ama' ? <Tag tone="live">AMA</Tag> : <Tag>Video</Tag>;
}

function Excerpt({ thread }: { thread: FoundThread }): JSX.Element {
  return (
    <p class="text found-excerpt" dir="auto">
      <Marked segments={thread.post.excerpt} />
    </p>
  );
}

function Meta({ thread }: { thread: FoundThread }): JSX.Element {
  const { kind, answers, accepted, post } = thread;
  const replies = kind === 'ama' ? 'question' : 'answer';
  const place = { id: post.id, threadId: thread.id, slug: thread.slug, threadKind: kind };
  return (
    <p class="entry-meta">
      {post.id !== thread.id && (
        <a href={postPlace(place)}>
          Read this {nounOf(post.kind)}
          <span class="hidden-text"> on {thread.title.map(({ text }) => text).join('')}</span>
        </a>
      )}
      {kind !== 'video' && (
        <a href={`${threadUrl(thread)}#answers`}>
          {answers === 0 ? `No ${replies}s yet` : counted(answers, replies)}
        </a>
      )}
      {accepted > 0 && <Tag tone="done">{counted(accepted, 'accepted answer')}</Tag>}
    </p>
  );
}

function Marked({ segments }: { segments: readonly Segment[] }): JSX.Element {
  return <>{segments.map(({ text, marked }, place) => (marked ? <mark key={place}>{text}</mark> : text))}</>;
}
