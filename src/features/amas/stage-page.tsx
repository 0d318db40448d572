import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, TextArea } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { PostText } from '../../ui/post-text.tsx';
import { urls } from '../../urls.ts';
import { BylineLine } from '../bylines/byline.tsx';
import { printByline } from '../bylines/bylines.ts';
import type { CardCounts, QuestionCard } from './cards.ts';
import type { Hosting } from './hosting.ts';
import { StageBar } from './stage-bar.tsx';
import { Asked, StageRow } from './stage-row.tsx';

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
