import { urls } from '../../src/urls.ts';
import type { CastName } from '../cast.ts';
import type { LivedIn } from './lived-in.ts';
import { amasOfMembers, amasOfReaders } from './page-types-of-amas.ts';

export interface PageType {
  name: string;
  path: string | ((there: LivedIn) => string);
  as?: CastName;
  /** 200 where it is left out. */
  status?: number;
  /** Words on a button that is pressed when the page is there: what comes back is looked at. */
  press?: string;
  /** In both schemes at both widths, because much is on it. */
  closely?: boolean;
}

const topic = urls.topic({ slug: 'tech-lead' });

/** One page of each kind that anybody may see. */
export const pagesOfReaders: PageType[] = [
  { name: 'the front page', path: urls.home(), closely: true },
  { name: 'all topics', path: urls.topics() },
  { name: 'a topic', path: topic, closely: true },
  { name: 'a topic without videos', path: `${topic}?kind=videos` },
  { name: 'all questions', path: `${urls.questions()}?page=2` },
  { name: 'the AMAs', path: urls.amas() },
  { name: 'the videos', path: urls.videos() },
  { name: 'a video', path: ({ video }) => video.path, closely: true },
  { name: 'a transcript', path: ({ video }) => `${video.path}/transcript` },
  { name: 'all series', path: urls.allSeries() },
  { name: 'a series', path: ({ video }) => video.series, closely: true },
  { name: 'the people', path: urls.people(), closely: true },
  { name: 'the people of a topic', path: `${urls.people()}?topic=tech-lead` },
  { name: 'a person', path: ({ person }) => person },
  { name: 'a long thread', path: ({ longThread }) => longThread },
  { name: 'an AMA', path: ({ ama }) => ama, closely: true },
  ...amasOfReaders,
  { name: 'a closed question', path: ({ closed }) => closed },
  { name: 'earlier versions', path: ({ question }) => urls.revisions(question) },
  { name: 'a search', path: `${urls.search()}?q=promotion`, closely: true },
  { name: 'a search without results', path: `${urls.search()}?q=zzxqj` },
  { name: 'the search', path: urls.search() },
  { name: 'the level map', path: urls.levels() },
  { name: 'a level', path: `${urls.levels()}?name=L5` },
  { name: 'a level that is not known', path: `${urls.levels()}?name=sed+ii` },
  { name: 'the levels of a company', path: urls.companyLevels({ slug: 'amazon' }), closely: true },
  { name: 'sign-in', path: urls.signIn() },
  { name: 'a refused sign-in', path: urls.signIn(), press: 'Sign in', status: 422 },
  { name: 'sign-up', path: urls.signUp() },
  { name: 'goodbye', path: urls.goodbye() },
  { name: 'a link that is used up', path: urls.signInToken({ token: 'none' }), status: 410 },
  { name: 'a second step that took too long', path: urls.signInSecondFactor(), status: 410 },
  { name: 'privacy', path: urls.privacy() },
  { name: 'the API', path: urls.api() },
  { name: '401', path: urls.settings(), status: 401 },
  { name: '404', path: '/nothing', status: 404 },
];

const settings = [
  urls.settings(),
  urls.settingsProfile(),
  urls.settingsPortrait(),
  urls.settingsCareer(),
  urls.settingsVerification(),
  urls.settingsAccount(),
  urls.settingsSignIn(),
  urls.settingsSessions(),
  urls.settingsTokens(),
  urls.settingsIdentities(),
];

const administration = [
  urls.admin(),
  urls.adminMail(),
  urls.adminTopics(),
  urls.adminTopic({ slug: 'tech-lead' }),
  urls.adminCompanies(),
  urls.adminCompany({ slug: 'amazon' }),
];

/** One page of each kind that is for members, as those see it who see the most of it. */
export const pagesOfMembers: PageType[] = [
  { name: 'the front page', path: urls.home(), as: 'asker' },
  { name: 'one’s own question', path: ({ question }) => question.path, as: 'asker', closely: true },
  { name: 'a question to answer', path: ({ question }) => question.path, as: 'outsider' },
  { name: 'a video', path: ({ video }) => video.path, as: 'answerer', closely: true },
  { name: 'a transcript to mend', path: ({ video }) => `${video.path}/transcript`, as: 'asker' },
  { name: 'captions and chapters', path: ({ video }) => urls.captions(video), as: 'answerer' },
  {
    name: 'captions, refused',
    path: ({ video }) => urls.captions(video),
    as: 'answerer',
    press: 'Save the captions',
    status: 422,
  },
  { name: 'a correction', path: ({ video }) => urls.captionCorrections(video), as: 'asker' },
  { name: 'suggested corrections', path: ({ video }) => urls.captionSuggestions(video), as: 'answerer' },
  { name: 'a series', path: ({ video }) => video.series, as: 'asker' },
  { name: 'a series to edit', path: ({ video }) => `${video.series}/edit`, as: 'answerer' },
  {
    name: 'asking at a moment',
    path: ({ video }) => `${urls.newQuestion()}?moment=${video.id}%4040`,
    as: 'asker',
  },
  { name: 'asking', path: urls.newQuestion(), as: 'asker' },
  {
    name: 'asking, refused',
    path: urls.newQuestion(),
    as: 'asker',
    press: 'Post masked',
    status: 422,
    closely: true,
  },
  { name: 'the edit of a question', path: ({ question }) => urls.editPost(question), as: 'asker' },
  { name: 'the edit of an answer', path: ({ answerId }) => urls.editPost({ id: answerId }), as: 'answerer' },
  { name: 'a comment', path: ({ answerId }) => urls.comments({ id: answerId }), as: 'outsider' },
  { name: 'a reply', path: ({ commentId }) => urls.comments({ id: commentId }), as: 'answerer' },
  { name: 'a report', path: ({ answerId }) => urls.flags({ id: answerId }), as: 'colleague' },
  { name: 'a report that was sent', path: ({ answerId }) => urls.flags({ id: answerId }), as: 'outsider' },
  { name: 'drafts', path: urls.drafts(), as: 'asker' },
  { name: 'no drafts', path: urls.drafts(), as: 'outsider' },
  { name: 'notifications', path: urls.notifications(), as: 'asker' },
  { name: 'notifications of who shares videos', path: urls.notifications(), as: 'answerer' },
  { name: 'no notifications', path: urls.notifications(), as: 'moderator' },
  { name: 'welcome', path: urls.welcome(), as: 'outsider' },
  ...settings.map((path) => ({ name: path, path, as: 'answerer' as const })),
  { name: 'the moderation queue', path: urls.moderation(), as: 'moderator', closely: true },
  { name: 'the moderation log', path: urls.moderationLog(), as: 'moderator' },
  { name: 'a reported post', path: ({ answerId }) => urls.moderatePost({ id: answerId }), as: 'moderator' },
  { name: 'a hidden post', path: ({ hiddenId }) => urls.moderatePost({ id: hiddenId }), as: 'moderator' },
  ...amasOfMembers,
  ...administration.map((path) => ({ name: path, path, as: 'admin' as const })),
  { name: '403', path: urls.moderation(), as: 'asker', status: 403 },
];
