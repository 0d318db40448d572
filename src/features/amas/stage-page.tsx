import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, TextArea, TextField } from '../../ui/form.tsx';
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
import type { CardCounts, QuestionCard } from './cards.ts';
import type { Hosting } from './hosting.ts';
import { MergeTargets } from './merge-targets.tsx';
import { StageBar } from './stage-bar.tsx';

export interface Stage {
  hosting: Hosting;
  counts: CardCounts;
  held: QuestionCard[];
  queued: QuestionCard[];
  answered: QuestionCard[];
  dismissed: QuestionCard[];
}

export interface StagePageProps extends Stage {
  /** An answer that came back, with what is wrong with it. */
  returned: { questionId: string; body: string; errors: Record<string, string> } | null;
  now: Date;
}

/** Where hosts run an AMA: what comes next, what is being answered, what waits to be let in. */
export function StagePage(props: StagePageProps): JSX.Element {
  const { hosting, held, queued, answered, dismissed, returned, now, counts } = props;
  const { ama } = hosting;
  const inTurn = [...queued, ...answered];
  const current = inTurn.find(({ id }) => id === (returned?.questionId ?? ama.answeringId)) ?? null;
  const next = queued.filter(({ id }) => id !== current?.id);
  const targets = [...queued, ...answered].slice(0, 40);
  const row = (card: QuestionCard) => <StageRow key={card.id} {...{ card, ama, targets, now }} />;
  return (
    <div
      class="narrow stage"
      id="stage"
      data-state={ama.state}
      data-events={urls.amaEvents(ama)}
      data-last-event={ama.lastEvent}
      data-stage={urls.amaStage(ama)}
      data-now={now.toISOString()}
    >
      <StageBar ama={ama} counts={counts} now={now} />
      {returned && <ErrorSummary errors={returned.errors} />}
      <section id="stage-current" aria-labelledby="current-title" data-question={current?.id}>
        <h2 class="label" id="current-title">
          {current ? 'You are answering' : 'Nothing is being answered'}
        </h2>
        {current ? (
          <Current card={current} hosting={hosting} returned={returned} now={now} />
        ) : (
          <p class="faint">Choose “Answer this” below. Readers see which question you have turned to.</p>
        )}
      </section>
      <div id="stage-lists">
        {held.length > 0 && (
          <section class="section" aria-labelledby="held-title">
            <h2 id="held-title">To be let in · {counts.held}</h2>
            <ol class="stage-list">{held.map(row)}</ol>
          </section>
        )}
        <section class="section" aria-labelledby="next-title">
          <h2 id="next-title">Next up · {counts.queued}</h2>
          {next.length === 0 && <p class="faint">Nothing waits.</p>}
          <ol class="stage-list" id="stage-next">
            {next.map(row)}
          </ol>
        </section>
        {answered.length > 0 && (
          <details class="section fold">
            <summary>Answered · {counts.answered}</summary>
            <ol class="stage-list">{answered.map(row)}</ol>
          </details>
        )}
        {dismissed.length > 0 && (
          <details class="section fold">
            <summary>Turned down · {counts.dismissed}</summary>
            <ol class="stage-list">{dismissed.map(row)}</ol>
          </details>
        )}
      </div>
    </div>
  );
}

function Current(props: {
  card: QuestionCard;
  hosting: Hosting;
  returned: StagePageProps['returned'];
  now: Date;
}): JSX.Element {
  const { card, hosting, returned, now } = props;
  const { ama } = hosting;
  const place = { id: ama.id, question: card.id };
  return (
    <article class="stage-current">
      <Asked card={card} now={now} />
      {card.answers.map((answer) => (
        <div class="host-answer" key={answer.id}>
          <BylineLine small byline={printByline(answer)} tag="host" />
          <PostText html={answer.bodyHtml} />
        </div>
      ))}
      {hosting.profileId ? (
        <PostForm action={urls.amaAnswers(place)} class="form">
          <TextArea
            name="body"
            label={card.answers.length > 0 ? 'Add to it' : 'Your answer'}
            help={ama.showsDrafts ? 'Readers watch you write. Markdown works.' : 'Markdown works.'}
            value={returned?.body ?? card.draft}
            rows={8}
            error={returned?.errors['body']}
          />
          <input type="hidden" name="seen" value={card.answers.length} />
          {ama.showsDrafts && <input type="hidden" data-draft-action={urls.amaAnswerDraft(place)} />}
          <div class="form-actions">
            <Button>Post the answer</Button>
          </div>
        </PostForm>
      ) : (
        <p class="faint">Only a host answers. As a moderator you keep the queue.</p>
      )}
      <PostForm action={urls.amaQueue(place)} class="actions">
        <button class="action" name="act" value="idle">
          Put it back
        </button>
      </PostForm>
    </article>
  );
}

function Asked({ card, now }: { card: QuestionCard; now: Date }): JSX.Element {
  return (
    <>
      <BylineLine
        small
        byline={printByline(card)}
        time={<TimeAgo at={card.at} now={now} coarse={card.name === null} />}
      >
        {card.pinned && <Tag>pinned</Tag>}
      </BylineLine>
      <PostText html={card.bodyHtml} />
      {card.merged.length > 0 && <p class="faint">Asked by {card.merged.length} more.</p>}
    </>
  );
}

type RowProps = { card: QuestionCard; ama: Ama; targets: readonly QuestionCard[]; now: Date };

function StageRow({ card, ama, targets, now }: RowProps): JSX.Element {
  const { communityName } = useSite();
  const about = postWords({ ...card, kind: 'amaQuestion' }, communityName);
  const action = urls.amaQueue({ id: ama.id, question: card.id });
  const simple = simpleActs[card.state] ?? [];
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
          {simple.map(({ act, word, key }) => (
            <button key={act} class="action" name="act" value={act} data-key={key}>
              {word}
              <span class="hidden-text"> {about}</span>
            </button>
          ))}
          {card.state === 'queued' && (
            <button class="action" name="act" value={card.pinned ? 'unpin' : 'pin'} data-key="p">
              {card.pinned ? 'Unpin' : 'Pin'}
              <span class="hidden-text"> {about}</span>
            </button>
          )}
        </PostForm>
        {(card.state === 'held' || card.state === 'queued') && (
          <>
            <Dismissal action={action} about={about} />
            <Merging action={action} card={card} targets={targets} about={about} />
          </>
        )}
      </div>
    </li>
  );
}

type SimpleAct = { act: string; word: string; key?: string };

const simpleActs: Partial<Record<QuestionCard['state'], SimpleAct[]>> = {
  held: [{ act: 'approve', word: 'Let it in', key: 'a' }],
  queued: [{ act: 'answering', word: 'Answer this', key: 'Enter' }],
  answered: [{ act: 'answering', word: 'Add an answer' }],
  dismissed: [{ act: 'restore', word: 'Bring it back' }],
};

function Dismissal({ action, about }: { action: string; about: string }): JSX.Element {
  return (
    <details class="comment-box">
      <summary class="action">
        Turn down<span class="hidden-text"> {about}</span>
      </summary>
      <PostForm action={action} class="form">
        <TextField name="reason" label="Why" help="Only its asker reads this, with your kind words." />
        <div class="form-actions">
          <Button tone="quiet" name="act" value="dismiss">
            Turn it down
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function Merging(props: {
  action: string;
  card: QuestionCard;
  targets: readonly QuestionCard[];
  about: string;
}): JSX.Element | null {
  const { action, card, targets, about } = props;
  const others = targets.filter(({ id }) => id !== card.id);
  if (others.length === 0) return null;
  return (
    <details class="comment-box">
      <summary class="action">
        Merge<span class="hidden-text"> {about}</span>
      </summary>
      <PostForm action={action} class="form">
        <MergeTargets others={others} />
        <div class="form-actions">
          <Button tone="quiet" name="act" value="merge">
            Merge it
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
