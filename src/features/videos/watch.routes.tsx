import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { wantsFragment } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { MovedTo, NotFound } from '../../errors.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { readSeconds } from '../moments/moment.ts';
import { tagOf } from '../posts/publishing.ts';
import { TranscriptPage } from './transcript-page.tsx';
import { OwnNotes } from './own-notes.tsx';
import { notesSchema, saveNotes } from './video-notes.ts';
import { accessVideo } from './watch-access.ts';
import { accessWatched, listSaid, watchView } from './watch-view.tsx';
import { noteWatched } from './watched.ts';

const watchedSchema = z.strictObject({ at: z.coerce.number().int().min(0).max(360_000_000) });
const params = ['t', 'lang'] as const;

/** Watching, reading what is said, and what one keeps of it for oneself. */
export function watchRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  for (const pattern of [urls.video.pattern.replace('/:slug', ''), urls.video.pattern]) {
    routes.get(pattern, async (c) => {
      const { id = '', slug } = c.req.param() as { id?: string; slug?: string };
      const load = async () => {
        const start = readSeconds(c.req.query('t'));
        const input = { id, account: c.var.account, startSeconds: start, lang: c.req.query('lang') };
        const view = await watchView(platform, responder.site, input);
        // A wrong slug is no page of its own: it leads to the right one and is not kept.
        if (view.slug !== slug) throw new MovedTo(start === null ? view.path : `${view.path}?t=${start}`);
        return view;
      };
      return await responder.viewersPage(c, load, params);
    });
  }

  routes.get(urls.transcript.pattern, async (c) => {
    const { id, slug } = c.req.param();
    const { account } = c.var;
    const load = async () => {
      const { thread, video, isShown } = await accessWatched(platform, { id, account });
      if (thread.slug !== slug) throw new MovedTo(urls.transcript(thread));
      const said = isShown ? await listSaid(platform, video, c.req.query('lang')) : null;
      if (!said) throw new NotFound('There is no transcript of this video.');
      const mayEdit =
        account?.role === 'admin' || (video.profileId !== null && account?.profile?.id === video.profileId);
      return {
        title: `Transcript of “${thread.title}”`,
        path: urls.transcript(thread),
        // The page of the video holds the same words.
        robots: 'noindex, follow',
        section: 'videos' as const,
        tags: [tagOf.thread(id)],
        children: (
          <TranscriptPage
            {...{ thread, video, ...said }}
            correcting={!account ? null : mayEdit ? 'author' : 'reader'}
          />
        ),
      };
    };
    return await responder.viewersPage(c, load, ['lang']);
  });

  routes.post(urls.watched.pattern, async (c) => {
    const account = requireAccount(c);
    const { at } = requireForm(watchedSchema, await readForm(c));
    const { id, durationMs, slug } = await accessVideo(platform, account, c.req.param('id'));
    await useLimit(platform, account, 'act');
    if (durationMs !== null) await noteWatched(platform, account, { video: id, atMs: at, durationMs });
    if (wantsFragment(c)) return c.body(null, 204, { 'cache-control': 'no-store' });
    return responder.redirect(c, urls.video({ id, slug }));
  });

  routes.post(urls.videoNotes.pattern, async (c) => {
    const account = requireAccount(c);
    const form = await readForm(c);
    const { id, slug } = await accessVideo(platform, account, c.req.param('id'));
    const notes = parseForm(notesSchema, form);
    const saved = notes.ok
      ? await orErrors(saveNotes(platform, account, { video: id, text: notes.value.notes }))
      : notes;
    if (saved.ok) return responder.redirect(c, `${urls.video({ id, slug })}#notes`);
    const page = {
      title: 'Your notes',
      path: urls.videoNotes({ id }),
      robots: 'noindex',
      children: (
        <OwnNotes thread={{ id }} notes={fieldText(form, 'notes')} error={Object.values(saved.errors)[0]} />
      ),
    };
    return await responder.privatePage(c, page, 422);
  });
  return routes;
}
