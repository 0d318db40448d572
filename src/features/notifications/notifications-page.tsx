import type { JSX } from 'preact';
import { plainText } from '../../platform/markdown/markdown.ts';
import { placeText } from '../../platform/place.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo, longTime } from '../../ui/time-ago.tsx';
import { urls } from '../../urls.ts';
import { countdown } from '../amas/countdown.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { clockTime } from '../captions/timestamps.ts';
import type { Happening } from './happenings.ts';
import type { Notification, NotificationList } from './notifications.ts';
import type { VideoNews } from './video-news.ts';

type Props = NotificationList & { isTop: boolean; now: Date };

export function NotificationsPage({ nearby, videos, notifications, older, isTop, now }: Props): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Notifications</h1>
        <p class="lede">
          What others wrote on your posts, what becomes of your videos, and the AMAs that you want to come to.
          Nobody else can see this list.
        </p>
      </div>
      {nearby.length + videos.length > 0 && (
        <ul class="entries">
          {nearby.map((ama) => (
            <Nearby key={ama.id} ama={ama} now={now} />
          ))}
          {videos.map((news) => (
            <Film key={`${news.what} ${news.id}`} news={news} />
          ))}
        </ul>
      )}
      {notifications.length === 0 ? (
        nearby.length + videos.length === 0 && <Nothing isTop={isTop} />
      ) : (
        <ul class="entries">
          {notifications.map((notification) => (
            <Entry key={notification.key} notification={notification} now={now} />
          ))}
        </ul>
      )}
      <nav class="link-row section" aria-label="More notifications">
        {!isTop && <a href={urls.notifications()}>Newest</a>}
        {older && (
          <a href={`${urls.notifications()}?before=${encodeURIComponent(placeText(older))}`} rel="next">
            Older <Icon name="arrow-right" />
          </a>
        )}
        <a href={urls.settingsAccount()}>
          <Icon name="mail" /> Choose whether you are told by mail
        </a>
      </nav>
    </div>
  );
}

function Nothing({ isTop }: { isTop: boolean }): JSX.Element {
  if (!isTop) return <EmptyState title="Nothing older" />;
  return (
    <EmptyState title="Nothing new">
      <p>
        When someone answers your question, or comments on what you wrote, you find it here.{' '}
        <a href={urls.questions()}>See what others ask</a>, or{' '}
        <a href={urls.newQuestion()}>ask something yourself</a>.
      </p>
    </EmptyState>
  );
}

function Nearby({ ama, now }: { ama: NotificationList['nearby'][number]; now: Date }): JSX.Element {
  return (
    <li class="entry entry-short notification">
      <p class="entry-meta">
        <Icon name="bell" /> <time dateTime={ama.startsAt.toISOString()}>{longTime(ama.startsAt)}</time>
        {ama.isNew && <Tag tone="done">New</Tag>}
      </p>
      <h2 class="entry-title">
        <a href={urls.ama(ama)}>
          {whatIsNear(ama, now)} <q dir="auto">{ama.title}</q>
        </a>
      </h2>
    </li>
  );
}

function whatIsNear({ state, startsAt }: NotificationList['nearby'][number], now: Date): string {
  if (state === 'cancelled') return 'Cancelled:';
  return state === 'live' ? 'Live now:' : `Starts ${countdown(startsAt, now)}:`;
}

function Film({ news }: { news: NotificationList['videos'][number] }): JSX.Element {
  const { title, reason, isNew } = news;
  return (
    <li class="entry entry-short notification">
      <p class="entry-meta">
        <Icon name="play" /> Your video
        {isNew && <Tag tone="done">New</Tag>}
      </p>
      <h2 class="entry-title">
        <a href={placeOf(news)}>
          {whatBecame(news)} <q dir="auto">{title}</q>
        </a>
      </h2>
      {reason && <p class="notification-words">{reason}</p>}
    </li>
  );
}

function placeOf({ what, id, slug }: VideoNews): string {
  if (what === 'suggested') return urls.captionSuggestions({ id });
  return slug !== null && what === 'published' ? urls.video({ id, slug }) : urls.ownVideo({ id });
}

function whatBecame({ what, count }: VideoNews): string {
  switch (what) {
    case 'ready':
      return 'Ready for you to publish:';
    case 'published':
      return 'Ready, and published:';
    case 'failed':
      return 'Could not be made ready:';
    case 'suggested':
      return count === 1 ? 'A correction is suggested for' : `${count} corrections are suggested for`;
  }
}

const excerptLength = 200;

function Entry({ notification, now }: { notification: Notification; now: Date }): JSX.Element {
  const { at, name, postId, threadTitle, body, asked, reason, isNew } = notification;
  return (
    <li class="entry entry-short notification">
      <BylineLine
        small
        byline={printByline(notification)}
        time={<TimeAgo at={at} now={now} coarse={name === null} />}
      >
        {isNew && <Tag tone="done">New</Tag>}
      </BylineLine>
      <h2 class="entry-title">
        <a href={urls.post({ id: postId })}>
          {wordsOf(notification)} <q dir="auto">{threadTitle}</q>
        </a>
      </h2>
      {asked && (
        <p class="notification-words" dir="auto">
          <strong>{asked.title}</strong>
        </p>
      )}
      <p class="notification-words" dir="auto">
        {plainText(body, excerptLength)}
      </p>
      {reason && <p class="notification-words">“{reason}”</p>}
    </li>
  );
}

function wordsOf({ what, kind, asked }: Happening): string {
  switch (what) {
    case 'question':
      return kind === 'answer' ? 'Answered your question' : 'Commented on your question';
    case 'answer':
      return 'Commented on your answer to';
    case 'comment':
      return 'Replied to your comment on';
    case 'beside':
      return 'Replied after you on';
    case 'accepted':
      return 'Accepted your answer to';
    case 'amaQuestion':
      return kind === 'answer' ? 'Answered what you asked in' : 'Commented on what you asked in';
    case 'merged':
      return 'Answered a question like yours in';
    case 'dismissed':
      return 'Turned down what you asked in';
    case 'ama':
      return kind === 'amaQuestion' ? 'Asked in your AMA' : 'Wrote on your AMA';
    case 'video':
      return 'Commented on your video';
    case 'asked':
      return `Asked at ${clockTime(asked?.atMs ?? 0)} of your video`;
  }
}
