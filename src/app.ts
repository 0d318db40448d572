import { Hono } from 'hono';
import { except } from 'hono/combine';
import { csrf } from 'hono/csrf';
import type { Edge } from './edge/context.ts';
import { askToGoOn } from './edge/crossing.tsx';
import { logRequests, refuseNul, setSecurityHeaders } from './edge/requests.ts';
import { Responder } from './edge/respond.tsx';
import { loadAccount } from './edge/session.ts';
import { nothingHere, troubleHandler } from './edge/troubles.tsx';
import { forgetRowOrderInTime, rowOrderMinutes } from './features/accounts/row-order.ts';
import { sweepDepartures } from './features/accounts/departures.ts';
import { adminRoutes } from './features/admin/admin.routes.tsx';
import { sweepKeptMails } from './features/admin/kept-mails.ts';
import { amasApi } from './features/amas/amas.api.ts';
import { amaWritingApi } from './features/amas/ama-writing.api.ts';
import { amasRoutes } from './features/amas/amas.routes.tsx';
import { Audiences, sweepAudiences } from './features/amas/audiences.ts';
import { calendarRoutes } from './features/amas/calendar.routes.ts';
import { sweepInvitations } from './features/amas/invitations.ts';
import { amaLiveRoutes } from './features/amas/live.routes.ts';
import { sweepEvents } from './features/amas/live-events.ts';
import { remindHosts } from './features/amas/promise-reminders.ts';
import { remindJob, sendReminders } from './features/amas/reminders.ts';
import { rsvpsRoutes } from './features/amas/rsvps.routes.tsx';
import { sweepRsvps } from './features/amas/rsvps.ts';
import { advanceAma, advanceAmaJob, advanceAmas } from './features/amas/states.ts';
import { sweepTallies } from './features/amas/tallies.ts';
import { openWindow, sweepWindows } from './features/amas/windows.ts';
import { answersApi } from './features/answers/answers.api.ts';
import { answersRoutes } from './features/answers/answers.routes.tsx';
import { apiRoutes } from './features/api/api.routes.tsx';
import { createApi } from './features/api/api.ts';
import { hideCompanies, hidingJob } from './features/bylines/hiding-company.ts';
import { bylinesRoutes } from './features/bylines/bylines.routes.tsx';
import { countCareers } from './features/bylines/counting.ts';
import { onAddressProven } from './features/careers/proven-by-provider.ts';
import { levelsApi } from './features/companies/levels.api.ts';
import { levelsRoutes } from './features/companies/levels.routes.tsx';
import { captionsApi } from './features/captions/captions.api.ts';
import { captionsRoutes } from './features/captions/captions.routes.tsx';
import { WordWorker } from './features/captions/recognising.ts';
import { recognitionRoutes } from './features/captions/recognition.routes.ts';
import { recogniseJob } from './features/captions/recognitions.ts';
import { correctionsApi } from './features/captions/corrections.api.ts';
import { commentsApi } from './features/comments/comments.api.ts';
import { commentsRoutes } from './features/comments/comments.routes.tsx';
import { draftsRoutes } from './features/drafts/drafts.routes.tsx';
import { feedsRoutes } from './features/feeds/feeds.routes.ts';
import { flagsRoutes } from './features/flags/flags.routes.tsx';
import { giveawaysRoutes } from './features/giveaways/giveaways.routes.ts';
import { healthRoutes } from './features/health/health.routes.ts';
import { homeRoutes } from './features/home/home.routes.tsx';
import { identitiesRoutes } from './features/identities/identities.routes.tsx';
import { sweepVisits } from './features/identities/visits.ts';
import { sealAgainJob, sealAllAgain } from './features/keys/sealing-again.ts';
import { moderationRoutes } from './features/moderation/moderation.routes.tsx';
import { suspendAuthor, suspendJob, sweepSuspensions } from './features/moderation/suspending.ts';
import { notificationsRoutes } from './features/notifications/notifications.routes.tsx';
import { sendVideoWord } from './features/notifications/sending-video-word.ts';
import { sendWord, sweepWords } from './features/notifications/sending-word.ts';
import { videoWordJob } from './features/notifications/video-word.ts';
import { wordJob } from './features/notifications/word.ts';
import { postsApi } from './features/posts/posts.api.ts';
import { postsRoutes } from './features/posts/posts.routes.ts';
import { renderAgain, renderAgainJob } from './features/posts/rendering-again.ts';
import { countPeople, countPeopleJob } from './features/profiles/directory.ts';
import { portraitsRoutes } from './features/profiles/portraits.routes.ts';
import { profilesRoutes } from './features/profiles/profiles.routes.tsx';
import { closingApi } from './features/questions/closing.api.ts';
import { questionsApi } from './features/questions/questions.api.ts';
import { questionsRoutes } from './features/questions/questions.routes.tsx';
import { searchApi } from './features/search/search.api.ts';
import { searchRoutes } from './features/search/search.routes.tsx';
import { refreshSearchWords } from './features/search/word-counts.ts';
import { watchSessions } from './features/sessions/ended-sessions.ts';
import { sweepEmailChanges } from './features/sessions/email-change.ts';
import { seriesApi } from './features/series/series.api.ts';
import { seriesRoutes } from './features/series/series.routes.tsx';
import { sessionsRoutes } from './features/sessions/sessions.routes.tsx';
import { sweepSessions } from './features/sessions/sessions.ts';
import { sweepUsedCodes } from './features/second-factor/app-codes.ts';
import { sweepTokens } from './features/sessions/tokens.ts';
import { settingsRoutes } from './features/settings/settings.routes.tsx';
import { topicsApi } from './features/topics/topics.api.ts';
import { topicsRoutes } from './features/topics/topics.routes.tsx';
import { publishWaiting, sweepWaiting } from './features/waiting/publish-waiting.ts';
import { waitingRoutes } from './features/waiting/waiting.routes.tsx';
import { openWindowJob, publishWaitingJob } from './features/waiting/waiting-posts.ts';
import { mediaRoutes } from './features/videos/media.routes.ts';
import { ownVideosApi } from './features/videos/own-videos.api.ts';
import { ownVideosRoutes } from './features/videos/own-videos.routes.tsx';
import { VideoWorker } from './features/videos/processing.ts';
import { sweepVideos } from './features/videos/sweeping.ts';
import { tusRoutes } from './features/videos/tus.routes.ts';
import { processJob } from './features/videos/uploads.ts';
import { watchRoutes } from './features/videos/watch.routes.tsx';
import { videoAuthorsRoutes } from './features/videos/video-authors.routes.tsx';
import { videoFilesApi } from './features/videos/video-files.api.ts';
import { videosApi } from './features/videos/videos.api.ts';
import { votesApi } from './features/votes/votes.api.ts';
import { votesRoutes } from './features/votes/votes.routes.tsx';
import type { Assets } from './platform/http/assets.ts';
import { limitBody } from './platform/http/body-limit.ts';
import type { Platform } from './platform/platform.ts';
import { urls } from './urls.ts';

const day = 24 * 60;

const largeBodies = [
  ...[urls.settingsPortrait, urls.ownVideoPicture, urls.ownVideoFile, urls.ownVideoUpload, urls.captions],
].map(({ pattern }) => pattern);

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
  app.route('/', portraitsRoutes(platform));
  app.route('/', mediaRoutes(platform));

  const nouns = [
    ...[topicsApi, questionsApi, closingApi, answersApi, commentsApi, votesApi, postsApi, searchApi],
    ...[levelsApi, amasApi, amaWritingApi, videosApi, ownVideosApi, videoFilesApi],
    ...[captionsApi, correctionsApi, seriesApi],
  ];
  const api = createApi(
    platform,
    nouns.map((noun) => noun(platform)),
  );
  app.route(urls.apiRoot(), api);

  app.use(refuseNul());
  // Pictures, films and captions are larger; their routes have limits of their own.
  app.use(except(largeBodies, limitBody(512 * 1024)));
  app.use(csrf({ origin: (origin, c) => isOwnOrigin(origin, c.req.header('host'), config.origin) }));
  app.use(askToGoOn(responder));
  app.use(loadAccount(platform));

  app.route('/', homeRoutes(platform, responder));
  app.route('/', topicsRoutes(platform, responder));
  app.route('/', levelsRoutes(platform, responder));
  app.route('/', calendarRoutes(platform, site));
  app.route('/', rsvpsRoutes(platform, responder));
  app.route('/', amaLiveRoutes(platform, responder));
  app.route('/', amasRoutes(platform, responder));
  app.route('/', ownVideosRoutes(platform, responder));
  app.route('/', tusRoutes(platform));
  app.route('/', videoAuthorsRoutes(platform, responder));
  app.route('/', questionsRoutes(platform, responder));
  app.route('/', watchRoutes(platform, responder));
  app.route('/', captionsRoutes(platform, responder));
  app.route('/', recognitionRoutes(platform, responder));
  app.route('/', seriesRoutes(platform, responder));
  app.route('/', answersRoutes(platform, responder));
  app.route('/', commentsRoutes(platform, responder));
  app.route('/', votesRoutes(platform, responder));
  app.route('/', postsRoutes(platform, responder));
  app.route('/', bylinesRoutes(platform, responder));
  app.route('/', waitingRoutes(platform, responder));
  app.route('/', draftsRoutes(platform, responder));
  app.route('/', notificationsRoutes(platform, responder));
  app.route('/', searchRoutes(platform, responder));
  app.route('/', feedsRoutes(platform, site));
  app.route('/', flagsRoutes(platform, responder));
  app.route('/', moderationRoutes(platform, responder));
  app.route('/', profilesRoutes(platform, responder));
  app.route('/', giveawaysRoutes(platform));
  app.route('/', sessionsRoutes(platform, responder));
  app.route('/', identitiesRoutes(platform, responder, { onAddressProven }));
  app.route('/', settingsRoutes(platform, responder));
  app.route('/', adminRoutes(platform, responder));
  app.route('/', apiRoutes(platform, responder, api));

  app.notFound(nothingHere);
  app.onError(troubleHandler(platform, responder));

  for (const cache of [platform.pages, platform.shared]) {
    platform.changes.onChange((tags) => cache.drop(tags));
    platform.changes.onLost(() => cache.distrust());
    platform.changes.onHearing(() => cache.trust());
  }

  followLive(platform);
  addJobs(platform);
  return app;
}

/** Streams hear of changes like kept pages, and last as long as the sessions they are for. */
function followLive(platform: Platform): void {
  const { live, changes } = platform;
  changes.onChange((tags) => live.poke(tags));
  changes.onLost(() => live.distrust());
  changes.onHearing(() => live.pokeAll());
  live.watchHolders(watchSessions(platform));
  new Audiences(platform).start();
}

/** What a process answers that only works (`cairn start --role worker`): whether it lives, and its figures. */
export function createWorker(platform: Platform): Hono<Edge> {
  const app = new Hono<Edge>();
  app.use(setSecurityHeaders(platform));
  app.route('/', healthRoutes(platform));
  app.notFound((c) => c.text('Nothing is served here.\n', 404, { 'cache-control': 'no-store' }));
  app.onError((error, c) => {
    platform.log.error({ error }, 'a request failed');
    return c.text('This does not work at the moment.\n', 503, { 'cache-control': 'no-store' });
  });
  addJobs(platform);
  return app;
}

/** Named in every process, because queues are made by whoever sends first; done where jobs are started. */
function addJobs(platform: Platform): void {
  platform.jobs.on(suspendJob, async ({ postId = '' }) => await suspendAuthor(platform, postId));
  platform.jobs.on(sealAgainJob, async () => void (await sealAllAgain(platform)));
  platform.jobs.on(wordJob, async ({ postId = '' }) => await sendWord(platform, postId));
  platform.jobs.on(videoWordJob, async ({ videoId = '', word = '' }) => {
    await sendVideoWord(platform, { videoId, word });
  });
  platform.jobs.on(publishWaitingJob, async ({ waiting = '' }) => await publishWaiting(platform, waiting));
  platform.jobs.on(openWindowJob, async ({ amaId = '' }) => await openWindow(platform, amaId));
  platform.jobs.on(advanceAmaJob, async ({ amaId = '' }) => await advanceAma(platform, amaId));
  const remind = async () => {
    await sendReminders(platform);
    await remindHosts(platform);
  };
  platform.jobs.on(remindJob, remind, { everyMinutes: 1 });
  const advance = async () => {
    await advanceAmas(platform);
    await sweepWindows(platform);
  };
  platform.jobs.on('advance-amas', advance, { everyMinutes: 1 });
  platform.jobs.on('count-careers', async () => await countCareers(platform), { everyMinutes: day });
  platform.jobs.on('forget-row-order', async () => await forgetRowOrderInTime(platform), {
    everyMinutes: rowOrderMinutes,
  });
  const sweepLive = async () => {
    await sweepTallies(platform);
    await sweepAudiences(platform);
    await sweepEvents(platform.db, platform.clock.now());
  };
  platform.jobs.on('sweep-live', sweepLive, { everyMinutes: 1 });
  const sweep = async () => {
    await sweepSessions(platform);
    await sweepTokens(platform);
    await sweepUsedCodes(platform);
    await sweepVisits(platform);
    await sweepEmailChanges(platform);
    await sweepDepartures(platform);
    await sweepKeptMails(platform);
    await sweepSuspensions(platform);
    await sweepWords(platform);
    await sweepWaiting(platform);
    await sweepInvitations(platform);
    await sweepRsvps(platform);
    await sweepVideos(platform);
  };
  platform.jobs.on('sweep', sweep, { everyMinutes: 10 });
  platform.jobs.on('refresh-search-words', async () => void (await refreshSearchWords(platform)), {
    everyMinutes: 60,
  });
  platform.jobs.on(hidingJob, async () => await hideCompanies(platform), { everyMinutes: 1 });
  platform.jobs.on(countPeopleJob, async () => await countPeople(platform), { everyMinutes: 10 });
  const videoWorker = new VideoWorker(platform);
  platform.jobs.on(processJob, async () => await videoWorker.work(), {
    // What a process that was killed leaves undone is found by looking.
    everyMinutes: 1 / 6,
    putBack: async () => await videoWorker.stop(),
  });
  const { recogniser } = platform.config;
  if (recogniser) {
    const wordWorker = new WordWorker(platform, recogniser);
    platform.jobs.on(recogniseJob, async () => await wordWorker.work(), {
      everyMinutes: 1 / 6,
      putBack: async () => await wordWorker.stop(),
    });
  }
  platform.jobs.on(renderAgainJob, async () => void (await renderAgain(platform)));
}

function isOwnOrigin(origin: string, host: string | undefined, configured: string): boolean {
  return origin === configured || (URL.canParse(origin) && new URL(origin).host === host);
}
