import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { Unavailable } from '../../errors.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { seriesFeed, urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { statusOf } from '../posts/composing.ts';
import { tagOf } from '../posts/publishing.ts';
import { requireVideoAuthor } from '../videos/video-authors.ts';
import { listWatched } from '../videos/watched.ts';
import { seriesAtom, seriesRss } from './series-feeds.ts';
import { SeriesForm } from './series-form.tsx';
import { SeriesListPage } from './series-list-page.tsx';
import { writeLines } from './series-lines.ts';
import { SeriesPage } from './series-page.tsx';
import {
  accessEditableSeries,
  accessSeries,
  createSeries,
  editSeries,
  listSeries,
  mayEditSeries,
  removeSeries,
  seriesSchema,
  tagsOfSeries,
} from './series.ts';

const feeds = {
  atom: { write: seriesAtom, contentType: 'application/atom+xml; charset=utf-8' },
  rss: { write: seriesRss, contentType: 'application/rss+xml; charset=utf-8' },
};

/** Series: all, one, its feeds, and where they are made. */
export function seriesRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;

  routes.get(urls.allSeries.pattern, async (c) => {
    return await responder.page(c, async () => ({
      title: 'Series',
      description: 'Videos that belong together, in the order to watch them.',
      path: urls.allSeries(),
      section: 'videos' as const,
      tags: [tagOf.allSeries, tagOf.everything],
      children: <SeriesListPage series={await listSeries(db)} />,
    }));
  });

  routes.get(urls.newSeries.pattern, async (c) => {
    await requireVideoAuthor(platform, requireAccount(c));
    return await form(c, { slug: null, fields: {}, errors: {} });
  });

  routes.post(urls.allSeries.pattern, async (c) => {
    const account = requireAccount(c);
    const fields = await readForm(c);
    await requireVideoAuthor(platform, account);
    const series = parseForm(seriesSchema, fields);
    if (!series.ok) return await form(c, { slug: null, fields, errors: series.errors });
    await useLimit(platform, account, 'post');
    const made = await orErrors(createSeries(platform, account, series.value));
    if (!made.ok) return await form(c, { slug: null, fields, errors: made.errors });
    return responder.redirect(c, urls.series({ slug: made.value }));
  });

  routes.get('/series/:file{[a-z0-9-]+\\.(?:atom|rss)}', async (c) => {
    const [slug = '', ending] = c.req.param('file').split('.');
    const kind = ending === 'rss' ? 'rss' : 'atom';
    const { write, contentType } = feeds[kind];
    const render = async () => {
      const series = await accessSeries(db, slug);
      return { body: write(series, responder.site), tags: tagsOfSeries(series), contentType };
    };
    const request = { address: seriesFeed({ slug }, kind), headers: c.req.raw.headers, method: c.req.method };
    return await platform.pages.answer(request, render, (error) => error instanceof Unavailable);
  });

  routes.get(urls.series.pattern, async (c) => {
    const { account } = c.var;
    return await responder.viewersPage(c, async () => {
      const series = await accessSeries(db, c.req.param('slug'));
      const watched = account ? await listWatched(platform, db, account) : null;
      return {
        title: series.name,
        description: series.summary || `A series of ${series.videos.length} videos.`,
        path: urls.series(series),
        section: 'videos' as const,
        feed: { href: seriesFeed(series, 'atom'), title: series.name },
        tags: tagsOfSeries(series),
        children: <SeriesPage {...{ series, watched }} mayEdit={mayEditSeries(account, series)} />,
      };
    });
  });

  routes.get(urls.editSeries.pattern, async (c) => {
    const series = await accessEditableSeries(platform, requireAccount(c), c.req.param('slug'));
    const { slug, name, summary, videos } = series;
    const fields = { name, summary, videos: writeLines(videos, urls.video) };
    return await form(c, { slug, fields, errors: {} });
  });

  routes.post(urls.series.pattern, async (c) => {
    const account = requireAccount(c);
    const fields = await readForm(c);
    const slug = c.req.param('slug');
    await accessEditableSeries(platform, account, slug);
    const series = parseForm(seriesSchema, fields);
    if (!series.ok) return await form(c, { slug, fields, errors: series.errors });
    await useLimit(platform, account, 'post');
    const edited = await orErrors(editSeries(platform, account, { slug, ...series.value }));
    if (!edited.ok) return await form(c, { slug, fields, errors: edited.errors });
    return responder.redirect(c, urls.series({ slug }));
  });

  routes.post(urls.seriesRemoval.pattern, async (c) => {
    const account = requireAccount(c);
    requireForm(z.strictObject({}), await readForm(c));
    await removeSeries(platform, account, c.req.param('slug'));
    return responder.redirect(c, urls.allSeries());
  });

  async function form(
    c: EdgeContext,
    { slug, fields, errors }: { slug: string | null; fields: RawForm; errors: Record<string, string> },
  ): Promise<Response> {
    const page = {
      title: slug === null ? 'Start a series' : 'Edit the series',
      path: slug === null ? urls.newSeries() : urls.editSeries({ slug }),
      robots: 'noindex',
      children: <SeriesForm {...{ slug, fields, errors }} />,
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }
  return routes;
}
