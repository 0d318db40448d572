import type { JSX } from 'preact';
import { Clamp, fitsUnclamped } from '../../ui/clamp.tsx';
import { useSite } from '../../ui/site.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo, longTime } from '../../ui/time-ago.tsx';
import { postPlace, urls } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { flagWords } from '../flags/flag-words.ts';
import { nounOf, postWords } from '../posts/post-words.ts';
import { ActForms } from './act-forms.tsx';
import type { ModeratedPost } from './moderated.ts';

interface Props {
  post: ModeratedPost;
  now: Date;
}

/** In the queue: what was flagged, why, and what can be done about it. */
export function QueuedPost({ post, now }: Props): JSX.Element {
  return (
    <article class="entry" aria-labelledby={`title-${post.id}`}>
      <h2 class="entry-title" id={`title-${post.id}`} dir="auto">
        <a href={urls.moderatePost(post)}>{headingOf(post)}</a>
      </h2>
      <ModeratedText post={post} now={now} />
      <Flags post={post} now={now} />
      <ActForms post={post} from="queue" />
    </article>
  );
}

export function headingOf({ id, kind, threadId, threadTitle }: ModeratedPost): string {
  const noun = nounOf(kind);
  const named = `${noun[0]?.toUpperCase() ?? ''}${noun.slice(1)}`;
  if (threadTitle === null)
    return id === threadId ? `${named} that is gone` : `${named} in a thread that is gone`;
  return id === threadId ? `${named}: “${threadTitle}”` : `${named} in “${threadTitle}”`;
}

export function ModeratedText({ post, now }: Props): JSX.Element {
  const { id, bodyHtml } = post;
  const about = postWords(post, useSite().communityName);
  return (
    <div class="moderated">
      <BylineLine
        byline={printByline(post)}
        time={<TimeAgo at={post.at} now={now} coarse={post.name === null} />}
      >
        <States post={post} />
      </BylineLine>
      {bodyHtml === null ? (
        <p class="aside-note">Its author has taken this down. Nobody else can read it.</p>
      ) : (
        <Clamp id={id} about={about} short={fitsUnclamped(bodyHtml)} html={bodyHtml} />
      )}
      {bodyHtml !== null && (
        <p class="entry-meta">
          <a href={postPlace(post)}>See it in its thread</a>
        </p>
      )}
      <Reasons post={post} />
    </div>
  );
}

function States({ post }: { post: ModeratedPost }): JSX.Element {
  return (
    <>
      {post.removed?.by === 'moderator' && <Tag tone="live">Hidden</Tag>}{' '}
      {post.locked && <Tag>Thread locked</Tag>} {post.closed && <Tag>Question closed</Tag>}{' '}
      {post.suspended && <Tag>Author suspended</Tag>}
    </>
  );
}

function Reasons({ post }: { post: ModeratedPost }): JSX.Element | null {
  const { removed, locked, closed, suspended } = post;
  const given = [
    removed?.by === 'moderator' && `Hidden: “${removed.reason}”`,
    locked && `Locked: “${locked.reason}”`,
    suspended && `Author suspended ${endWords(suspended.until)}: “${suspended.reason}”`,
    closed && `Closed by ${closed.by === 'asker' ? 'its asker' : 'a moderator'}: “${closed.reason}”`,
  ].filter((line) => typeof line === 'string');
  if (given.length === 0) return null;
  return (
    <ul class="given-reasons">
      {given.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}

function endWords(until: string | null): string {
  return until === null ? 'until that is lifted' : `until ${longTime(new Date(until))}`;
}

export function Flags({ post, now }: Props): JSX.Element {
  const { flags } = post;
  if (flags.length === 0) return <p class="flags">No open flags.</p>;
  return (
    <ul class="flags" aria-label={flags.length === 1 ? 'One flag' : `${flags.length} flags`}>
      {flags.map(({ reason, note, at }, place) => (
        <li key={place}>
          <b>{flagWords[reason].label}</b>{' '}
          <span class="flag-when">
            <TimeAgo at={at} now={now} coarse />
          </span>
          {note && <p dir="auto">{note}</p>}
        </li>
      ))}
    </ul>
  );
}
