import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireModerator } from '../../edge/session.ts';
import { Invalid } from '../../errors.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { parsePlace } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Refused } from './act-forms.tsx';
import { LogPage } from './act-list.tsx';
import { doneWords, isActName } from './act-words.ts';
import { listActs } from './acts.ts';
import { accessModerated, listFlagged } from './moderated.ts';
import { actSchema, moderate } from './moderating.ts';
import { ModeratedPostPage, QueuePage } from './moderation-pages.tsx';

export function moderationRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, clock } = platform;

  routes.get(urls.moderation.pattern, async (c) => {
    const flagged = await listFlagged(platform, requireModerator(c));
    return await responder.privatePage(c, {
      title: 'Moderation',
      path: urls.moderation(),
      robots: 'noindex',
      ...noticeOf(c),
      children: <QueuePage {...flagged} now={clock.now()} />,
    });
  });

  routes.get(urls.moderationLog.pattern, async (c) => {
    const moderator = requireModerator(c);
    const before = c.req.query('before');
    const log = await listActs(db, moderator.id, before === undefined ? {} : { before: parsePlace(before) });
    return await responder.privatePage(c, {
      title: 'Moderation log',
      path: urls.moderationLog(),
      robots: 'noindex',
      children: <LogPage {...log} isTop={before === undefined} now={clock.now()} />,
    });
  });

  routes.get(urls.moderatePost.pattern, async (c) => await showPost(c, c.req.param('id')));

  routes.post(urls.moderationActs.pattern, async (c) => {
    const moderator = requireModerator(c);
    const postId = c.req.param('id');
    const form = await readForm(c);
    const parsed = parseForm(actSchema, form);
    if (!parsed.ok) {
      if (!parsed.errors['reason'] && !parsed.errors['until']) throw new Invalid(parsed.errors);
      const sent = {
        act: fieldText(form, 'act'),
        reason: fieldText(form, 'reason'),
        until: fieldText(form, 'until'),
      };
      return await showPost(c, postId, { ...sent, errors: parsed.errors });
    }
    const { from, ...act } = parsed.value;
    const done = await moderate(platform, moderator, { postId, ...act });
    const next = from === 'queue' ? urls.moderation() : urls.moderatePost({ id: postId });
    return responder.redirect(c, done ? `${next}?done=${act.act}` : next);
  });

  async function showPost(c: EdgeContext, id: string, refused?: Refused): Promise<Response> {
    const moderator = requireModerator(c);
    const post = await accessModerated(platform, moderator, id);
    const { acts } = await listActs(db, moderator.id, { postIds: [post.id, post.threadId] });
    const page = {
      title: 'Moderate a post',
      path: urls.moderatePost(post),
      robots: 'noindex',
      ...noticeOf(c),
      children: <ModeratedPostPage {...{ post, acts, refused }} now={clock.now()} />,
    };
    return await responder.privatePage(c, page, refused ? 422 : 200);
  }
  return routes;
}

/** What was done before one came here, as the address says it. */
function noticeOf(c: EdgeContext): { notice?: string } {
  const done = c.req.query('done') ?? '';
  return isActName(done) ? { notice: doneWords[done].notice } : {};
}
