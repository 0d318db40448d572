import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { Invalid } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { postAnchor, postPlace, threadUrl, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { finishDraft, splitComposed } from '../posts/composing.ts';
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
    const answer = parseForm(answerSchema, composed.fields);
    if (!answer.ok || composed.wantsPreview) {
      const errors = answer.ok || composed.wantsPreview ? {} : answer.errors;
      const view = await questionView(platform, responder.site, {
        id: questionId,
        kind: 'question',
        account,
        composed,
        errors,
      });
      return await responder.privatePage(c, view, composed.wantsPreview ? 200 : 422);
    }
    await useLimit(platform, account, 'post');
    const { id, question } = await answerQuestion(platform, account, { questionId, ...answer.value });
    await finishDraft(platform, account, composed);
    return responder.redirect(c, `${threadUrl({ ...question, kind: 'question' })}#${postAnchor(id)}`);
  });

  routes.post(urls.acceptance.pattern, async (c) => {
    const account = requireAccount(c);
    const form = parseForm(acceptanceSchema, await readForm(c));
    if (!form.ok) throw new Invalid(form.errors);
    await useLimit(platform, account, 'act');
    const accepted = form.value.accepted === '1';
    const answer = await setAcceptance(platform, account, { answerId: c.req.param('id'), accepted });
    return responder.redirect(c, postPlace(answer));
  });
  return routes;
}
