import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm, requireForm } from '../../edge/form.ts';
import { askingOf } from '../../edge/guests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { wantsFragment } from '../../edge/respond.tsx';
import { Conflict } from '../../errors.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { reasonField } from '../posts/fields.ts';
import { answerDraftSchema, answerInAma, hostAnswerSchema, showDraft } from './answering.ts';
import { countCards, findPublicCards, listCards } from './cards.ts';
import type { Hosting } from './hosting.ts';
import { accessHosting } from './hosting.ts';
import { useHostLimit } from './host-limit.ts';
import { actOnQuestion } from './queue.ts';
import type { StagePageProps } from './stage-page.tsx';
import { StagePage } from './stage-page.tsx';

const queueSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({
      act: z.literal(['approve', 'restore', 'pin', 'unpin', 'answering', 'idle', 'split']),
    }),
    z.strictObject({ act: z.literal('hand'), to: z.string('Say to whom.').max(40) }),
    z.strictObject({ act: z.literal('dismiss'), reason: reasonField }),
    z.strictObject({
      act: z.literal('merge'),
      into: z.string('Choose the question that asks the same.').max(40),
    }),
  ],
  'This cannot be done with a question.',
);

const most = 100;

/** Where hosts run their AMA, and moderators keep its queue. */
export function stageRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const hostingOf = async (c: EdgeContext) =>
    await accessHosting(platform, c.req.param('id') ?? '', askingOf(platform, c));

  routes.get(urls.amaStage.pattern, async (c) => await stagePage(c, await hostingOf(c), null));

  routes.post(urls.amaQueue.pattern, async (c) => {
    const hosting = await hostingOf(c);
    const wanted = requireForm(queueSchema, await readForm(c));
    await useHostLimit(platform, hosting);
    await actOnQuestion(platform, hosting, { questionId: c.req.param('question'), ...wanted });
    return responder.redirect(c, urls.amaStage(hosting.ama));
  });

  routes.post(urls.amaAnswers.pattern, async (c) => {
    const hosting = await hostingOf(c);
    const questionId = c.req.param('question');
    const form = await readForm(c);
    const body = fieldText(form, 'body');
    const answer = parseForm(hostAnswerSchema, form);
    if (!answer.ok) return await stagePage(c, hosting, { questionId, body, errors: answer.errors });
    await useHostLimit(platform, hosting);
    try {
      await answerInAma(platform, hosting, { questionId, ...answer.value });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return await stagePage(
        c,
        await hostingOf(c),
        { questionId, body, errors: { body: error.message } },
        409,
      );
    }
    return responder.redirect(c, urls.amaStage(hosting.ama));
  });

  routes.post(urls.amaAnswerDraft.pattern, async (c) => {
    const hosting = await hostingOf(c);
    const { body } = requireForm(answerDraftSchema, await readForm(c));
    await useHostLimit(platform, hosting);
    await showDraft(platform, hosting, { questionId: c.req.param('question'), body });
    return c.body(null, 204, { 'cache-control': 'no-store' });
  });

  async function stagePage(
    c: EdgeContext,
    hosting: Hosting,
    returned: StagePageProps['returned'],
    status: 200 | 409 | 422 = returned ? 422 : 200,
  ): Promise<Response> {
    const { ama } = hosting;
    const { db, clock } = platform;
    const [counts, held, queued, answered, dismissed] = await Promise.all([
      countCards(db, ama.id),
      listCards(db, ama.id, { which: 'held', limit: most }),
      listCards(db, ama.id, { which: 'queued', limit: most }),
      listCards(db, ama.id, { which: 'answered', newestFirst: true, limit: most }),
      listCards(db, ama.id, { which: 'dismissed', limit: most }),
    ]);
    // What is being answered is on the stage however far down the queue it stands.
    const turnedTo = returned?.questionId ?? ama.answeringId;
    const known = [...queued, ...answered].some(({ id }) => id === turnedTo);
    const missing = turnedTo && !known ? await findPublicCards(db, ama.id, [turnedTo]) : [];
    const stage = { hosting, counts, held, queued: [...missing, ...queued], answered, dismissed };
    const children = <StagePage {...stage} returned={returned} now={clock.now()} />;
    if (wantsFragment(c) && status === 200) return responder.fragment(c, children);
    return await responder.privatePage(
      c,
      {
        ...{ title: `Stage: ${ama.title}`, path: urls.amaStage(ama), robots: 'noindex', section: 'amas' },
        live: true,
        children,
      },
      status,
    );
  }
  return routes;
}
