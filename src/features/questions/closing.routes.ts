import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { reasonField } from '../posts/fields.ts';
import { closeQuestion, reopenQuestion } from './closing.ts';

const closureSchema = z.discriminatedUnion('closed', [
  z.strictObject({ closed: z.literal('1'), reason: reasonField }),
  z.strictObject({ closed: z.literal('0'), reason: z.string().optional() }),
]);

export function closingRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.closure.pattern, async (c) => {
    const account = requireAccount(c);
    const closure = requireForm(closureSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    const id = c.req.param('id');
    const question =
      closure.closed === '1'
        ? await closeQuestion(platform, account, { id, reason: closure.reason })
        : await reopenQuestion(platform, account, id);
    return responder.redirect(c, postPlace(question));
  });
  return routes;
}
