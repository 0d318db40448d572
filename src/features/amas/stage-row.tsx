import type { ComponentChildren, JSX } from 'preact';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { truncate } from '../../platform/text.ts';
import { Button } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { PostText } from '../../ui/post-text.tsx';
import { useSite } from '../../ui/site.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { urls } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import { postWords } from '../posts/post-words.ts';
import type { Ama } from './amas.ts';
import type { QuestionCard } from './cards.ts';

/** A question as hosts read it. */
export function Asked({ card, now }: { card: QuestionCard; now: Date }): JSX.Element {
  return (
    <>
      <BylineLine
        small
        byline={printByline(card)}
        time={<TimeAgo at={card.at} now={now} coarse={card.name === null} />}
      >
        {card.pinned && <Tag>pinned</Tag>}
        {card.handedTo && <Tag>for {card.handedTo}</Tag>}
      </BylineLine>
      <PostText html={card.bodyHtml} />
      {card.merged.length > 0 && <p class="faint">Asked by {card.merged.length} more.</p>}
    </>
  );
}

interface RowProps {
  card: QuestionCard;
  ama: Ama;
  /** What it could be merged into. */
  targets: readonly QuestionCard[];
  now: Date;
}

/** A question on the stage, with what hosts do with it; `data-key` is the key that does the same. */
export function StageRow({ card, ama, targets, now }: RowProps): JSX.Element {
  const { communityName } = useSite();
  const about = postWords({ ...card, kind: 'amaQuestion' }, communityName);
  const action = urls.amaQueue({ id: ama.id, question: card.id });
  const isOpen = card.state === 'held' || card.state === 'queued';
  return (
    <li class="stage-row" data-question={card.id} tabIndex={-1} aria-label={about}>
      <div class="stage-asked">
        <Asked card={card} now={now} />
        {card.state === 'dismissed' && <p class="faint">Turned down: “{card.reason}”</p>}
      </div>
      <p class="stage-tally">
        <b>{card.tally}</b> found it helpful
      </p>
      <div class="actions">
        <PostForm action={action} class="actions">
          {actsOf(card).map(({ act, word, key }) => (
            <button key={act} class="action" name="act" value={act} data-key={key}>
              {word}
              <span class="hidden-text"> {about}</span>
            </button>
          ))}
        </PostForm>
        {isOpen && (
          <Fold {...{ action, about }} word="Turn down" act="dismiss" done="Turn it down" isDismissal>
            <label for={`reason-${card.id}`}>Why</label>
            <p class="field-help">Only its asker reads this, with your kind words.</p>
            <input id={`reason-${card.id}`} name="reason" maxLength={500} required />
          </Fold>
        )}
        {isOpen && targets.length > 1 && (
          <Fold {...{ action, about }} word="Merge" act="merge" done="Merge it">
            <label for={`into-${card.id}`}>Asks the same as</label>
            <p class="field-help">Its votes count there, and its asker hears of the answer.</p>
            <select id={`into-${card.id}`} name="into">
              {targets.filter(({ id }) => id !== card.id).map(asTarget)}
            </select>
          </Fold>
        )}
        {card.state === 'queued' && ama.hosts.length > 1 && (
          <Fold {...{ action, about }} word="Hand over" act="hand" done="Hand it over">
            <label for={`to-${card.id}`}>To</label>
            <select id={`to-${card.id}`} name="to">
              {ama.hosts.map(({ profileId, name }) => (
                <option key={profileId} value={profileId}>
                  {name}
                </option>
              ))}
              <option value="">Whoever comes first</option>
            </select>
          </Fold>
        )}
      </div>
    </li>
  );
}

function asTarget({ id, name, handle, bodyHtml }: QuestionCard): JSX.Element {
  return (
    <option key={id} value={id}>
      {name ?? handle}: {truncate(textOfHtml(bodyHtml), 70)}
    </option>
  );
}

interface SimpleAct {
  act: string;
  word: string;
  key?: string;
}

/** What one press does. */
function actsOf({ state, pinned }: QuestionCard): SimpleAct[] {
  switch (state) {
    case 'held':
      return [{ act: 'approve', word: 'Let it in', key: 'a' }];
    case 'queued':
      return [
        { act: 'answering', word: 'Answer this', key: 'Enter' },
        pinned ? { act: 'unpin', word: 'Unpin', key: 'p' } : { act: 'pin', word: 'Pin', key: 'p' },
      ];
    case 'answered':
      return [{ act: 'answering', word: 'Add an answer' }];
    case 'dismissed':
      return [{ act: 'restore', word: 'Bring it back' }];
    case 'merged':
      return [{ act: 'split', word: 'Take it apart again' }];
  }
}

/** What needs a word more, opened in place. */
function Fold(props: {
  action: string;
  about: string;
  word: string;
  act: string;
  done: string;
  /** What the key d opens. */
  isDismissal?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const { action, about, word, act, done, isDismissal, children } = props;
  return (
    <details class="comment-box" data-key={isDismissal ? 'd' : undefined}>
      <summary class="action">
        {word}
        <span class="hidden-text"> {about}</span>
      </summary>
      <PostForm action={action} class="form">
        <div class="field">{children}</div>
        <div class="form-actions">
          <Button tone="quiet" name="act" value={act}>
            {done}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
