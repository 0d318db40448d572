import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { postAnchor, postPlace, threadUrl, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { askForName, finishDraft, splitComposed, statusOf } from '../posts/composing.ts';
import { replyLater } from '../waiting/later.ts';
import type { QuestionViewInput } from '../questions/question-view.tsx';
import { questionView } from '../questions/question-view.tsx';
import { answerQuestion, answerSchema, setAcceptance } from './answers.ts';

const acceptanceSchema = z.strictObject({
  accepted: z.enum(['1', '0'], 'Say 1 to accept, 0 to take it back.'),
});

export function answersRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.questionAnswers.pattern, async (c) => {
    const account = requireAccount(c);
    const composed = splitComposed(await readForm(c));
    const questionId = c.req.param('id');
    const showAgain = async (errors: Record<string, string>) => {
      const input: QuestionViewInput = { id: questionId, kind: 'question', account, composed, errors };
      const view = await questionView(platform, responder.site, input);
      return await responder.privatePage(c, view, statusOf(errors));
    };
    if (composed.preview !== undefined) return await showAgain({});
    const answer = parseForm(answerSchema, composed.fields);
    const errors = { ...(answer.ok ? {} : answer.errors), ...askForName(composed) };
    if (!answer.ok || statusOf(errors) === 422) return await showAgain(errors);
    await useLimit(platform, account, 'post');
    const { fields, publish = '' } = composed;
    const written = { kind: 'answer', on: questionId, fields, publish, byline: answer.value.byline } as const;
    const later = await orErrors(replyLater(platform, account, written));
    if (!later.ok) return await showAgain(later.errors);
    if (later.value) {
      await finishDraft(platform, account, composed);
      return responder.redirect(c, urls.waitingPosts());
    }
    const given = await orErrors(answerQuestion(platform, account, { questionId, ...answer.value }));
    if (!given.ok) return await showAgain(given.errors);
    await finishDraft(platform, account, composed);
    const { id, question } = given.value;
    return responder.redirect(c, `${threadUrl({ ...question, kind: 'question' })}#${postAnchor(id)}`);
  });

  routes.post(urls.acceptance.pattern, async (c) => {
    const account = requireAccount(c);
    const { accepted } = requireForm(acceptanceSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    const acceptance = { answerId: c.req.param('id'), accepted: accepted === '1' };
    return responder.redirect(c, postPlace(await setAcceptance(platform, account, acceptance)));
  });
  return routes;
}
