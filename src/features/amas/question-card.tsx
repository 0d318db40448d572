import type { JSX } from 'preact';
import { PostText } from '../../ui/post-text.tsx';
import { useSite } from '../../ui/site.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { postAnchor, urls, withReturn } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { postWords } from '../posts/post-words.ts';
import type { VoteValue } from '../votes/votes.ts';
import { VoteBox, VoteCount } from '../votes/vote-box.tsx';
import type { CardPost, QuestionCard } from './cards.ts';

export interface QuestionCardProps {
  card: QuestionCard;
  ama: { id: string; slug: string };
  now: Date;
  /** What is one's own; left out where the card is rendered once for all. */
  own?: { vote: VoteValue; isMine: boolean };
  /** Where the recording shows what was said to it. */
  moment?: { href: string; at: string } | null;
}

/**
 * A question of an AMA. Rendered once for everybody: whoever is signed in sees the votes' form, others the way to sign
 * in, which the page's style decides.
 */
export function QuestionCardView({ card, ama, now, own, moment }: QuestionCardProps): JSX.Element {
  const { communityName } = useSite();
  const about = postWords({ ...card, kind: 'amaQuestion' }, communityName);
  const address = urls.amaQuestion({ ...ama, question: card.id });
  return (
    <article
      class={card.pinned ? 'ama-card ama-card-pinned' : 'ama-card'}
      id={postAnchor(card.id)}
      aria-label={about}
      data-question={card.id}
      data-tally={card.tally}
      data-pinned={card.pinned ? '' : undefined}
    >
      <Signed post={card} now={now} href={address}>
        {card.pinned && <Tag>next up</Tag>}
        {own?.isMine && <Tag>yours</Tag>}
      </Signed>
      <PostText html={card.bodyHtml} />
      {card.merged.length > 0 && <AlsoAsked merged={card.merged} now={now} />}
      {card.answers.map((answer) => (
        <div class="host-answer" id={postAnchor(answer.id)} key={answer.id}>
          <Signed post={answer} now={now} isHost />
          <PostText html={answer.bodyHtml} />
        </div>
      ))}
      {card.growing && <GrowingAnswer text={card.growing} />}
      <div class="actions">
        {own?.isMine ? (
          <VoteCount up={card.tally} />
        ) : (
          <>
            <span class="for-members">
              <VoteBox postId={card.id} up={card.tally} about={about} mine={own?.vote ?? 0} />
            </span>
            <span class="for-guests">
              <VoteCount up={card.tally} signInHref={withReturn(urls.signIn(), urls.ama(ama))} />
            </span>
          </>
        )}
        {moment && <MomentLink moment={moment} />}
        <a class="action action-plain" href={address}>
          {talk(card)}
          <span class="hidden-text"> of {about}</span>
        </a>
      </div>
    </article>
  );
}

function talk({ comments }: QuestionCard): string {
  if (comments === 0) return 'Its own page';
  return comments === 1 ? '1 comment' : `${comments} comments`;
}

/** To the second of the recording. */
export function MomentLink({ moment }: { moment: { href: string; at: string } }): JSX.Element {
  return (
    <a class="action" href={moment.href}>
      Watch it · {moment.at}
    </a>
  );
}

/** What is being written is plain text: it is no post yet. */
export function GrowingAnswer({ text }: { text: string }): JSX.Element {
  return (
    <div class="host-answer growing-answer">
      <p class="label">Being written</p>
      <p class="text" dir="auto">
        {text}
      </p>
    </div>
  );
}

function AlsoAsked({ merged, now }: { merged: readonly CardPost[]; now: Date }): JSX.Element {
  return (
    <details class="fold">
      <summary>
        {merged.length === 1 ? 'One more person asked this' : `${merged.length} more people asked this`}
      </summary>
      {merged.map((post) => (
        <div class="also-asked" id={postAnchor(post.id)} key={post.id}>
          <Signed post={post} now={now} />
          <PostText html={post.bodyHtml} />
        </div>
      ))}
    </details>
  );
}

function Signed(props: {
  post: CardPost;
  now: Date;
  href?: string;
  isHost?: boolean;
  children?: JSX.Element | (JSX.Element | false | undefined)[] | false;
}): JSX.Element {
  const { post, now, href, isHost, children } = props;
  const time = <TimeAgo at={post.at} now={now} coarse={post.name === null} />;
  return (
    <BylineLine
      byline={printByline(post)}
      {...(isHost ? { tag: 'host' } : {})}
      time={
        href ? (
          <a href={href} class="plain-link">
            {time}
          </a>
        ) : (
          time
        )
      }
    >
      {children}
    </BylineLine>
  );
}
