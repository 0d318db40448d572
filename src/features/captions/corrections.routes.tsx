import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { BadRequest } from '../../errors.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldNumber, fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { momentUrl, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { statusOf } from '../posts/composing.ts';
import { CorrectionsPage } from './corrections-page.tsx';
import { accessStretch, atOnce, correctCues } from './corrections.ts';
import { SuggestionsPage } from './suggestions-page.tsx';
import { accessSuggestions, decideSuggestion } from './suggestions.ts';

const decisionSchema = z.strictObject({
  decision: z.enum(['accept', 'decline'], 'Take it over or put it away.'),
});

/** Mending what the transcript says: the author at once, others by suggesting. */
export function correctionRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.captionCorrections.pattern, async (c) => {
    const from = Number(/^\d{1,6}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0);
    return await form(c, { from, errors: {}, sent: {} });
  });

  routes.post(urls.captionCorrections.pattern, async (c) => {
    const account = requireAccount(c);
    const sent = await readForm(c);
    const trackId = c.req.param('track');
    const wordings = wordingsOf(sent);
    const from = Math.min(...wordings.keys());
    await accessStretch(platform, account, { trackId, from });
    await useLimit(platform, account, 'act');
    const revision = fieldNumber(sent, 'revision');
    const corrected = await orErrors(correctCues(platform, account, { trackId, revision, wordings }));
    if (!corrected.ok) return await form(c, { from, errors: corrected.errors, sent });
    const { outcome, video } = corrected.value;
    if (outcome === 'suggested') return await thanks(c, video);
    return responder.redirect(c, video.thread ? urls.transcript(video) : urls.captions(video));
  });

  routes.get(urls.captionSuggestions.pattern, async (c) => {
    const { video, suggestions } = await accessSuggestions(platform, requireAccount(c), c.req.param('id'));
    return await responder.privatePage(c, {
      title: `Suggested corrections of “${video.title}”`,
      path: urls.captionSuggestions(video),
      robots: 'noindex',
      children: <SuggestionsPage video={video} suggestions={suggestions} />,
    });
  });

  routes.post(urls.captionSuggestion.pattern, async (c) => {
    const account = requireAccount(c);
    const { decision } = requireForm(decisionSchema, await readForm(c));
    const id = c.req.param('id');
    const { video } = await decideSuggestion(platform, account, { id, accept: decision === 'accept' });
    return responder.redirect(c, urls.captionSuggestions(video));
  });

  async function form(
    c: EdgeContext,
    { from, errors, sent }: { from: number; errors: Record<string, string>; sent: RawForm },
  ): Promise<Response> {
    const account = requireAccount(c);
    const { track, video, cues } = await accessStretch(platform, account, {
      trackId: c.req.param('track') ?? '',
      from,
    });
    const typed = new Map(cues.map(({ position }) => [position, fieldText(sent, `cue-${position}`)]));
    const page = {
      title: video.mayEdit ? 'Correct the transcript' : 'Suggest a correction',
      path: urls.captionCorrections({ track: track.id }),
      robots: 'noindex',
      children: <CorrectionsPage {...{ track, video, cues, errors, typed }} />,
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }

  async function thanks(
    c: EdgeContext,
    video: { id: string; slug: string; title: string },
  ): Promise<Response> {
    return await responder.privatePage(c, {
      title: 'Thank you',
      path: urls.transcript(video),
      robots: 'noindex',
      children: (
        <div class="narrow stack">
          <h1>Thank you</h1>
          <p>The author of the video sees what you suggest, not who you are, and decides.</p>
          <p>
            <a class="button" href={momentUrl(video, 0)}>
              Back to the video
            </a>
          </p>
        </div>
      ),
    });
  }
  return routes;
}

function wordingsOf(sent: RawForm): Map<number, string> {
  const wordings = new Map<number, string>();
  for (const name of Object.keys(sent)) {
    const [, position] = /^cue-(\d{1,6})$/.exec(name) ?? [];
    if (position !== undefined) wordings.set(Number(position), fieldText(sent, name));
  }
  const positions = [...wordings.keys()];
  const isStretch = positions.length > 0 && Math.max(...positions) - Math.min(...positions) < atOnce;
  if (!isStretch) throw new BadRequest('This form says nothing of any words.');
  return wordings;
}
