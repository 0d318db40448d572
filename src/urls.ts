type Params<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & Params<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? { [Key in Name]: string }
    : unknown;

type Address<Pattern extends string> =
  unknown extends Params<Pattern>
    ? (() => string) & { readonly pattern: Pattern }
    : ((params: Params<Pattern>) => string) & { readonly pattern: Pattern };

function address<Pattern extends string>(pattern: Pattern): Address<Pattern> {
  const fill = (params: Record<string, string> = {}) =>
    pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return Object.assign(fill, { pattern }) as unknown as Address<Pattern>;
}

/** Every address of the site. Call one to fill it, read `.pattern` to route it. */
export const urls = {
  home: address('/'),
  topics: address('/topics'),
  topic: address('/topics/:slug'),
  topicSuggestions: address('/topics/suggest'),
  questions: address('/questions'),
  newQuestion: address('/questions/new'),
  question: address('/questions/:id/:slug'),
  questionAnswers: address('/questions/:id/answers'),
  amas: address('/amas'),
  newAma: address('/amas/new'),
  amaCalendar: address('/amas.ics'),
  oneAmaCalendar: address('/amas/calendar/:id'),
  amaEvents: address('/amas/events/:id'),
  amaStage: address('/amas/stage/:id'),
  amaManagement: address('/amas/manage/:id'),
  amaInvitation: address('/amas/invitation/:token'),
  similarAmaQuestions: address('/amas/similar/:id'),
  amaQuestions: address('/amas/:id/questions'),
  amaQueue: address('/amas/:id/queue/:question'),
  amaAnswers: address('/amas/:id/queue/:question/answers'),
  amaAnswerDraft: address('/amas/:id/queue/:question/draft'),
  amaSchedule: address('/amas/:id/schedule'),
  amaState: address('/amas/:id/state'),
  amaHosts: address('/amas/:id/hosts'),
  amaSummary: address('/amas/:id/summary'),
  amaRecording: address('/amas/:id/recording'),
  amaRsvp: address('/amas/:id/rsvp'),
  ama: address('/amas/:id/:slug'),
  amaQuestion: address('/amas/:id/:slug/:question'),
  videos: address('/videos'),
  newVideo: address('/videos/new'),
  ownVideos: address('/videos/own'),
  ownVideo: address('/videos/own/:id'),
  ownVideoDetails: address('/videos/own/:id/details'),
  ownVideoFile: address('/videos/own/:id/file'),
  ownVideoUploads: address('/videos/own/:id/uploads'),
  ownVideoUpload: address('/videos/own/:id/uploads/:upload'),
  ownVideoPoster: address('/videos/own/:id/poster'),
  ownVideoPicture: address('/videos/own/:id/picture'),
  ownVideoAttempt: address('/videos/own/:id/attempt'),
  ownVideoPublication: address('/videos/own/:id/publication'),
  ownVideoRecognition: address('/videos/own/:id/recognition'),
  ownVideoDeletion: address('/videos/own/:id/deletion'),
  video: address('/videos/:id/:slug'),
  transcript: address('/videos/:id/:slug/transcript'),
  captions: address('/posts/:id/captions'),
  chapters: address('/posts/:id/chapters'),
  captionSuggestions: address('/posts/:id/suggestions'),
  captionSuggestion: address('/suggestions/:id'),
  captionTrack: address('/captions/:track/:revision/words.vtt'),
  captionCorrections: address('/captions/:track/corrections'),
  captionRemoval: address('/captions/:track/removal'),
  watched: address('/posts/:id/watched'),
  videoNotes: address('/posts/:id/notes'),
  allSeries: address('/series'),
  newSeries: address('/series/new'),
  series: address('/series/:slug'),
  editSeries: address('/series/:slug/edit'),
  seriesRemoval: address('/series/:slug/removal'),
  media: address('/media/:grant/:folder/:file'),
  people: address('/people'),
  person: address('/people/:name'),
  portrait: address('/portraits/:id/:size'),
  search: address('/search'),
  levels: address('/levels'),
  companyLevels: address('/levels/:slug'),

  post: address('/posts/:id'),
  editPost: address('/posts/:id/edit'),
  revisions: address('/posts/:id/revisions'),
  vote: address('/posts/:id/vote'),
  comments: address('/posts/:id/comments'),
  acceptance: address('/posts/:id/acceptance'),
  closure: address('/posts/:id/closure'),
  removal: address('/posts/:id/removal'),
  byline: address('/posts/:id/byline'),
  flags: address('/posts/:id/flags'),
  preview: address('/preview'),

  signIn: address('/sign-in'),
  signInLink: address('/sign-in/link'),
  signInSecondFactor: address('/sign-in/second-factor'),
  signInPasskey: address('/sign-in/passkey'),
  signInPasskeyChallenge: address('/sign-in/passkey/challenge'),
  signInProvider: address('/sign-in/with/:provider'),
  providerReturn: address('/sign-in/with/:provider/back'),
  signInToken: address('/sign-in/:token'),
  signUp: address('/sign-up'),
  signUpToken: address('/sign-up/:token'),
  signOut: address('/sign-out'),
  welcome: address('/welcome'),
  settings: address('/settings'),
  settingsProfile: address('/settings/profile'),
  settingsPortrait: address('/settings/profile/portrait'),
  settingsPortraitRemoval: address('/settings/profile/portrait/removal'),
  ownWords: address('/settings/profile/words'),
  settingsCareer: address('/settings/career'),
  settingsVerification: address('/settings/career/verification'),
  settingsWorkCode: address('/settings/career/verification/code'),
  settingsVerificationEnd: address('/settings/career/verification/end'),
  settingsCompanyProposal: address('/settings/career/proposal'),
  settingsHiding: address('/settings/career/hiding'),
  settingsAccount: address('/settings/account'),
  settingsIdentities: address('/settings/identities'),
  settingsIdentity: address('/settings/identities/:id'),
  linkIdentity: address('/settings/identities/with/:provider'),
  proveAddress: address('/settings/career/proof/:provider'),
  settingsExport: address('/settings/export'),
  settingsDeletion: address('/settings/deletion'),
  goodbye: address('/goodbye'),
  settingsMail: address('/settings/account/mail'),
  settingsPassword: address('/settings/account/password'),
  settingsEmail: address('/settings/account/email'),
  settingsEmailToken: address('/settings/account/email/:token'),
  settingsSignIn: address('/settings/sign-in'),
  settingsPasskeys: address('/settings/passkeys'),
  settingsPasskeyChallenge: address('/settings/passkeys/challenge'),
  settingsPasskey: address('/settings/passkeys/:id'),
  settingsPasskeyRemoval: address('/settings/passkeys/:id/removal'),
  settingsSecondFactor: address('/settings/second-factor'),
  settingsNewSecondFactor: address('/settings/second-factor/new'),
  settingsSecondFactorRemoval: address('/settings/second-factor/removal'),
  settingsRecoveryCodes: address('/settings/second-factor/recovery-codes'),
  settingsSessions: address('/settings/sessions'),
  settingsSession: address('/settings/sessions/:id'),
  settingsTokens: address('/settings/tokens'),
  settingsToken: address('/settings/tokens/:id'),
  notifications: address('/notifications'),
  drafts: address('/drafts'),
  draft: address('/drafts/:id'),
  waitingPosts: address('/drafts/waiting'),
  waitingPost: address('/drafts/waiting/:id'),

  moderation: address('/moderation'),
  moderatePost: address('/moderation/posts/:id'),
  moderationActs: address('/moderation/posts/:id/acts'),
  moderationLog: address('/moderation/log'),
  admin: address('/admin'),
  adminMail: address('/admin/mail'),
  adminTopics: address('/admin/topics'),
  adminTopic: address('/admin/topics/:slug'),
  adminVideoAuthors: address('/admin/video-authors'),
  adminVideoAuthor: address('/admin/video-authors/:id/dismissal'),
  adminCompanies: address('/admin/companies'),
  adminCompany: address('/admin/companies/:slug'),
  adminCompanyMerge: address('/admin/companies/:slug/merge'),

  privacy: address('/privacy'),
  feed: address('/feed.atom'),
  sitemap: address('/sitemap.xml'),
  robots: address('/robots.txt'),
  api: address('/api'),
  apiRoot: address('/api/v1'),
  openApi: address('/api/v1/openapi.json'),
  health: address('/healthz'),
  ready: address('/readyz'),
  metrics: address('/metrics'),
} as const;

/** The page of a thread of any kind. */
export function threadUrl(thread: { id: string; slug: string; kind: string }): string {
  if (thread.kind === 'ama') return urls.ama(thread);
  if (thread.kind === 'video') return urls.video(thread);
  return urls.question(thread);
}

/** A video at a second of it. */
export function momentUrl(video: { id: string; slug: string }, atMs: number): string {
  return `${urls.video(video)}?t=${Math.floor(atMs / 1000)}`;
}

/** The feeds of a series: for readers, and for programs that play. */
export function seriesFeed(series: { slug: string }, form: 'atom' | 'rss'): string {
  return `${urls.series(series)}.${form}`;
}

/** The feed of a topic. */
export function topicFeed(topic: { slug: string }): string {
  return `${urls.topic(topic)}.atom`;
}

/** An address that keeps where to go on to, for pages on the way to it such as signing in. */
export function withReturn(path: string, to: string | null): string {
  return to ? `${path}?to=${encodeURIComponent(to)}` : path;
}

/** To sign in once more, though one is signed in, and then go on. */
export function signInAgain(to: string): string {
  return `${urls.signIn()}?again=1&to=${encodeURIComponent(to)}`;
}

/** Where a post stands on its thread's page. */
export function postAnchor(postId: string): string {
  return `p-${postId}`;
}

/**
 * A post in its thread's page: the thread itself, or the place of an answer or comment on it. What was written in an
 * AMA stands on the page of its question, to which the post's own address leads.
 */
export function postPlace(post: { id: string; threadId: string; slug: string; threadKind: string }): string {
  if (post.threadKind === 'ama' && post.id !== post.threadId) return urls.post(post);
  const thread = threadUrl({ id: post.threadId, slug: post.slug, kind: post.threadKind });
  return post.id === post.threadId ? thread : `${thread}#${postAnchor(post.id)}`;
}
