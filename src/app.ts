import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import type { Edge } from './edge/context.ts';
import { logRequests, refuseNul, setSecurityHeaders } from './edge/requests.ts';
import { Responder } from './edge/respond.tsx';
import { loadAccount } from './edge/session.ts';
import { nothingHere, troubleHandler } from './edge/troubles.tsx';
import { adminRoutes } from './features/admin/admin.routes.tsx';
import { sweepKeptMails } from './features/admin/kept-mails.ts';
import { answersApi } from './features/answers/answers.api.ts';
import { answersRoutes } from './features/answers/answers.routes.tsx';
import { apiRoutes } from './features/api/api.routes.tsx';
import { createApi } from './features/api/api.ts';
import { commentsApi } from './features/comments/comments.api.ts';
import { commentsRoutes } from './features/comments/comments.routes.tsx';
import { draftsRoutes } from './features/drafts/drafts.routes.tsx';
import { feedsRoutes } from './features/feeds/feeds.routes.ts';
import { flagsRoutes } from './features/flags/flags.routes.tsx';
import { healthRoutes } from './features/health/health.routes.ts';
import { homeRoutes } from './features/home/home.routes.tsx';
import { moderationRoutes } from './features/moderation/moderation.routes.tsx';
import { notificationsRoutes } from './features/notifications/notifications.routes.tsx';
import { sendWord, sweepWords } from './features/notifications/sending-word.ts';
import { wordJob } from './features/notifications/word.ts';
import { postsApi } from './features/posts/posts.api.ts';
import { postsRoutes } from './features/posts/posts.routes.ts';
import { renderAgain, renderAgainJob } from './features/posts/rendering-again.ts';
import { profilesRoutes } from './features/profiles/profiles.routes.tsx';
import { closingApi } from './features/questions/closing.api.ts';
import { questionsApi } from './features/questions/questions.api.ts';
import { questionsRoutes } from './features/questions/questions.routes.tsx';
import { searchApi } from './features/search/search.api.ts';
import { searchRoutes } from './features/search/search.routes.tsx';
import { refreshSearchWords } from './features/search/word-counts.ts';
import { sessionsRoutes } from './features/sessions/sessions.routes.tsx';
import { sweepSessions } from './features/sessions/sessions.ts';
import { sweepTokens } from './features/sessions/tokens.ts';
import { settingsRoutes } from './features/settings/settings.routes.tsx';
import { topicsApi } from './features/topics/topics.api.ts';
import { topicsRoutes } from './features/topics/topics.routes.tsx';
import { votesApi } from './features/votes/votes.api.ts';
import { votesRoutes } from './features/votes/votes.routes.tsx';
import type { Assets } from './platform/http/assets.ts';
import type { Platform } from './platform/platform.ts';
import { urls } from './urls.ts';

/** The table of contents: middleware in order, every mount, every listener, every job. */
export function createApp(platform: Platform, assets: Assets): Hono<Edge> {
  const { config } = platform;
  const site = { communityName: config.COMMUNITY_NAME, baseUrl: config.origin, assetUrl: assets.assetUrl };
  const responder = new Responder(platform, site);
  const app = new Hono<Edge>();

  app.use(setSecurityHeaders(platform));
  app.use(logRequests(platform));
  app.get('/assets/:file', assets.serve);
  app.route('/', healthRoutes(platform));

  const nouns = [topicsApi, questionsApi, closingApi, answersApi, commentsApi, votesApi, postsApi, searchApi];
  const api = createApi(
    platform,
    nouns.map((noun) => noun(platform)),
  );
  app.route(urls.apiRoot(), api);

  app.use(refuseNul());
  app.use(bodyLimit({ maxSize: 512 * 1024 }));
  app.use(csrf({ origin: (origin, c) => isOwnOrigin(origin, c.req.header('host'), config.origin) }));
  app.use(loadAccount(platform));

  app.route('/', homeRoutes(platform, responder));
  app.route('/', topicsRoutes(platform, responder));
  app.route('/', questionsRoutes(platform, responder));
  app.route('/', answersRoutes(platform, responder));
  app.route('/', commentsRoutes(platform, responder));
  app.route('/', votesRoutes(platform, responder));
  app.route('/', postsRoutes(platform, responder));
  app.route('/', draftsRoutes(platform, responder));
  app.route('/', notificationsRoutes(platform, responder));
  app.route('/', searchRoutes(platform, responder));
  app.route('/', feedsRoutes(platform, site));
  app.route('/', flagsRoutes(platform, responder));
  app.route('/', moderationRoutes(platform, responder));
  app.route('/', profilesRoutes(platform, responder));
  app.route('/', sessionsRoutes(platform, responder));
  app.route('/', settingsRoutes(platform, responder));
  app.route('/', adminRoutes(platform, responder));
  app.route('/', apiRoutes(platform, responder, api));

  app.notFound(nothingHere);
  app.onError(troubleHandler(platform, responder));

  platform.changes.onChange((tags) => platform.pages.drop(tags));
  platform.changes.onLost(() => platform.pages.distrust());
  platform.changes.onHearing(() => platform.pages.trust());

  platform.jobs.on(wordJob, async ({ postId = '' }) => await sendWord(platform, postId));
  const sweep = async () => {
    await sweepSessions(platform);
    await sweepTokens(platform);
    await sweepKeptMails(platform);
    await sweepWords(platform);
  };
  platform.jobs.on('sweep', sweep, { everyMinutes: 10 });
  platform.jobs.on('refresh-search-words', async () => void (await refreshSearchWords(platform)), {
    everyMinutes: 60,
  });
  platform.jobs.on(renderAgainJob, async () => void (await renderAgain(platform)));
  return app;
}

function isOwnOrigin(origin: string, host: string | undefined, configured: string): boolean {
  return origin === configured || (URL.canParse(origin) && new URL(origin).host === host);
}
