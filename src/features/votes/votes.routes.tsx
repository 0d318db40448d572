import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { wantsFragment } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findBylineRow } from '../bylines/signed-bylines.ts';
import { nounOf, postWords } from '../posts/post-words.ts';
import { VoteBox } from './vote-box.tsx';
import { castVote } from './votes.ts';

const values = { '1': 1, '0': 0, '-1': -1 } as const;
const voteSchema = z.strictObject({
  value: z.enum(['1', '0', '-1'], 'A vote is 1, 0 or -1.').transform((value) => values[value]),
});

export function votesRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.vote.pattern, async (c) => {
    const account = requireAccount(c);
    const { value } = requireForm(voteSchema, await readForm(c));
    await useLimit(platform, account, 'act');
    const postId = c.req.param('id');
    const { up, mine, post } = await castVote(platform, account, { postId, value });
    if (!wantsFragment(c)) return responder.redirect(c, postPlace(post));
    const byline = await findBylineRow(platform, post);
    const about = byline
      ? postWords({ ...byline, kind: post.kind }, responder.site.communityName)
      : `this ${nounOf(post.kind)}`;
    return responder.fragment(c, <VoteBox {...{ postId, up, mine, about }} />);
  });
  return routes;
}
