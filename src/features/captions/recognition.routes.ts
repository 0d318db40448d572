import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessOwnVideo } from '../videos/videos.ts';
import { requestRecognitionAgain } from './recognitions.ts';

/** Where the author of a video asks a machine for its words. */
export function recognitionRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.ownVideoRecognition.pattern, async (c) => {
    const account = requireAccount(c);
    requireForm(z.strictObject({}), await readForm(c));
    const { id } = await accessOwnVideo(platform.db, account, c.req.param('id'));
    await useLimit(platform, account, 'post');
    await requestRecognitionAgain(platform, id);
    return responder.redirect(c, urls.ownVideo({ id }));
  });

  return routes;
}
