import { statement } from '../../platform/db.ts';
import { onGrid } from '../../platform/clock.ts';
import { newId } from '../../platform/random.ts';
import type { Phase } from './context.ts';
import { quote } from './quote.ts';
import { lockThreadRows, resolvePosts } from './refs.ts';
import type { Staged } from './staging.ts';

const putOutcome = statement<
  { id: string; questionId: string; followed: string; body: string; at: Date },
  { added: boolean }
>('importOutcome')`
  insert into outcomes (id, question_id, followed, body, at)
  values (${'id'}, ${'questionId'}, ${'followed'}::jsonb, ${'body'}, ${'at'})
  on conflict (question_id, at) do update set followed = excluded.followed, body = excluded.body
  where (outcomes.followed, outcomes.body) is distinct from (excluded.followed, excluded.body)
  returning xmax = 0 as added`;

/** What happened afterwards. A question's outcomes are told apart by their time. */
export const outcomePhase: Phase<'outcome', Staged<'outcome'>> = {
  type: 'outcome',
  prepare: (_, outcome) => outcome,
  write: async ({ platform }, tx, batch, verdicts) => {
    const posts = await resolvePosts(
      tx,
      batch.flatMap(({ record }) => [record.question, ...record.followed]),
    );
    await lockThreadRows(
      tx,
      batch.flatMap(({ record }) => posts.get(record.question)?.threadId ?? []),
    );
    for (const outcome of batch) {
      const { question: ref, followed, body, at } = outcome.record;
      const question = posts.get(ref);
      const other = followed.find((answer) => posts.get(answer)?.onId !== question?.id);
      if (question?.kind !== 'question') verdicts.reject(outcome, `there is no question ${quote(ref)}`);
      else if (other !== undefined) verdicts.reject(outcome, `${quote(other)} is no answer to ${quote(ref)}`);
      else {
        const ids = [...new Set(followed.flatMap((answer) => posts.get(answer)?.id ?? []))].toSorted();
        const [written] = await putOutcome(tx, {
          ...{ id: newId(platform.random), questionId: question.id, body },
          followed: JSON.stringify(ids),
          // A masked asker tells it, so its time lies on the grid as that of their posts does.
          at: question.authorId ? onGrid(new Date(at)) : new Date(at),
        });
        verdicts.count(outcome, !written ? 'unchanged' : written.added ? 'added' : 'updated');
      }
    }
  },
};
