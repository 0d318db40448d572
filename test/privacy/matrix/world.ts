import { inject } from 'vitest';
import { addApiToken, listApiTokens } from '../../../src/features/accounts/api-tokens.ts';
import { setAcceptance } from '../../../src/features/answers/answers.ts';
import { addComment } from '../../../src/features/comments/comments.ts';
import { saveDraft } from '../../../src/features/drafts/drafts.ts';
import { flagPost } from '../../../src/features/flags/flags.ts';
import { moderate } from '../../../src/features/moderation/moderating.ts';
import { suspendAuthor } from '../../../src/features/moderation/suspending.ts';
import { removeOwnPost } from '../../../src/features/posts/removal.ts';
import { addPasskey } from '../../../src/features/passkeys/passkeys.ts';
import { closeQuestion } from '../../../src/features/questions/closing.ts';
import { beginSession } from '../../../src/features/sessions/sessions.ts';
import { issueEmailLinks } from '../../../src/features/sessions/email-change.ts';
import { listSessions } from '../../../src/features/sessions/session-list.ts';
import { issueToken } from '../../../src/features/sessions/tokens.ts';
import { keepWaiting, listWaiting } from '../../../src/features/waiting/waiting-posts.ts';
import { addMember, type CastName } from '../../cast.ts';
import {
  createTestCommunity,
  type CommunityOptions,
  type Member,
  type TestCommunity,
} from '../../community.ts';
import { addTopic, answer, ask } from '../../threads.ts';
import { KeptRows } from './kept-rows.ts';
import { addAmas } from './world-amas.ts';
import { addVideos } from './video-places.ts';
import { addWatched } from './watch-places.ts';

/** What fills `:name` in an address and `{name}` in what is sent and expected. `at`: where it stands. */
export type Place = Record<string, string>;

/** What is written at a place of this name. */
type WordsOf = (name: string) => string;
const plainWords: WordsOf = (name) => `What is said of the ${name} here`;

export interface WorldOptions extends CommunityOptions {
  wordsOf?: WordsOf;
  /** What happens in it besides, before its rows are remembered. */
  prepare?: (world: Pick<World, 'community' | 'places' | 'tokens' | 'sessions'>) => Promise<void>;
}

export interface Sent {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

export interface World {
  community: TestCommunity;
  places: ReadonlyMap<string, Place>;
  send(url: string, init: Sent): Promise<Response>;
  /** Puts everything back as it was; resolves to the tables that were changed. */
  settle(): Promise<string[]>;
  /** Bearer tokens; `revoked` and `suspended` open nothing any more. */
  tokens: ReadonlyMap<CastName | 'revoked' | 'suspended', string>;
  sessions: ReadonlyMap<CastName | 'expired' | 'suspended', string>;
  close(): Promise<void>;
}

/**
 * A community in which everything has happened that can happen to a post. The asker asked, the answerer
 * answered, the colleague commented. "below-deleted" and "below-hidden" are answers to questions that are gone.
 */
export async function createWorld({
  wordsOf = plainWords,
  prepare,
  ...options
}: WorldOptions = {}): Promise<World> {
  const community = await createTestCommunity(options);
  const { platform } = community;
  // What is refused here is refused for what it is, not for being the thirtieth of its kind.
  platform.limits.use = () => Promise.resolve();
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead', synonyms: ['lead'] });
  const places = new Map([
    ...(await writePosts(community, wordsOf)),
    ...(await addOthers(community, wordsOf)),
    ...(await addVideos(community, wordsOf)),
    ...(await addWatched(community, wordsOf)),
  ]);
  const { tokens, sessions } = await letIn(community, wordsOf);
  await prepare?.({ community, places, tokens, sessions });
  const kept = await KeptRows.keep(superuserUrl(community.databaseUrl));
  const close = async () => {
    await kept.close();
    await community.close();
  };
  const settle = async () => {
    const changed = await kept.findChanged(await kept.listTouched());
    if (changed.length === 0) return [];
    await kept.putBack(changed);
    platform.pages.drop(['*']);
    return changed.map(({ name }) => name);
  };
  const send = async (url: string, init: Sent) => await community.app.request(url, init, fromFarAway);
  return { community, places, send, settle, tokens, sessions, close };
}

/** What the server knows of the socket. */
const fromFarAway = {
  incoming: { socket: { remoteAddress: '203.0.113.9', remotePort: 40_000, remoteFamily: 'IPv4' } },
};

async function writePosts(community: TestCommunity, wordsOf: WordsOf): Promise<[string, Place][]> {
  const { platform, asker, answerer, colleague, outsider, moderator } = community;
  const places: [string, Place][] = [];
  const question = async (name: string) => {
    const asked = await ask(platform, asker, { title: wordsOf(`title of ${name}`), body: wordsOf(name) });
    places.push([name, { id: asked.id, slug: asked.slug, at: asked.path }]);
    return asked;
  };
  type Thread = Awaited<ReturnType<typeof question>>;
  const reply = (name: string, on: Thread, id: string) => {
    places.push([name, { id, slug: on.slug, at: `${on.path}#p-${id}` }]);
    return id;
  };
  const answerTo = async (name: string, on: Thread, byline: 'role' | 'named' = 'role') =>
    reply(name, on, await answer(platform, answerer, { questionId: on.id, byline, body: wordsOf(name) }));
  const commentOn = async (name: string, on: Thread, onId: string) => {
    const comment = { onId, body: wordsOf(name), byline: 'member' } as const;
    return reply(name, on, (await addComment(platform, colleague.account, comment)).id);
  };
  const hide = async (postId: string) =>
    await moderate(platform, moderator.account, { postId, act: 'hide', reason: wordsOf('reason to hide') });
  const removeAs = async ({ account }: Member, id: string) => await removeOwnPost(platform, account, id);

  const open = await question('question');
  const given = await answerTo('answer', open);
  await commentOn('comment', open, given);
  await removeAs(colleague, await commentOn('deleted-comment', open, given));
  const deleted = await answerTo('deleted-answer', open);
  await commentOn('comment-below-deleted', open, deleted);
  await removeAs(answerer, deleted);
  await hide(await answerTo('hidden-answer', open));
  const withdrawn = await answerTo('withdrawn-answer', open);
  await hide(withdrawn);
  await removeAs(answerer, withdrawn);

  const gone = await question('deleted-question');
  await answerTo('below-deleted', gone);
  await removeAs(asker, gone.id);
  const hidden = await question('hidden-question');
  await answerTo('below-hidden', hidden);
  await hide(hidden.id);
  const closed = await question('closed-question');
  const named = await answerTo('named-answer', closed, 'named');
  await setAcceptance(platform, asker.account, { answerId: named, accepted: true });
  await closeQuestion(platform, asker.account, { id: closed.id, reason: 'I took the offer.' });
  const locked = await question('locked-question');
  await answerTo('locked-answer', locked);
  await moderate(platform, moderator.account, {
    postId: locked.id,
    act: 'lock',
    reason: 'It went in circles.',
  });
  const shut = await question('shut-question');
  await moderate(platform, moderator.account, { postId: shut.id, act: 'close', reason: 'Asked before.' });
  const flag = { reason: 'identifies', note: wordsOf('flag') } as const;
  await flagPost(platform, outsider.account, { postId: given, ...flag });
  return [...places, ...(await addAmas(community, wordsOf)), await addVideo(community)];
}

/** Of the kind that comes by import alone, under the answerer's name. */
async function addVideo({ platform, answerer }: TestCommunity): Promise<[string, Place]> {
  const id = 'videoThread';
  await platform.db.pool.query(
    `with thread as (insert into threads (id, kind, title, slug) values ($1, 'video', 'A thread of an import', 'a-thread'))
    insert into posts (id, thread_id, kind, profile_id, body, body_html, html_version, at)
    values ($1, $1, 'video', $2, 'What is told here.', '<p>What is told here.</p>', 1, '2026-05-01')`,
    [id, answerer.account.profile?.id],
  );
  return ['video', { id, slug: 'a-thread', at: `/videos/${id}/a-thread` }];
}

/** What is not a post. All of it is the asker's, where it is anybody's. */
async function addOthers({ platform, asker }: TestCommunity, wordsOf: WordsOf): Promise<[string, Place][]> {
  const { db } = platform;
  const { id: accountId } = asker.account;
  const fields = { title: wordsOf('title of draft'), body: wordsOf('draft') };
  const waiting = { title: wordsOf('title of waiting-post'), tldr: '', body: wordsOf('waiting-post') };
  await keepWaiting(platform, asker.account, {
    ...{ kind: 'question', on: null },
    fields: { ...waiting, topics: 'tech-lead', byline: 'member' },
  });
  const [kept] = await listWaiting(platform, asker.account);
  const draft = await saveDraft(platform, asker.account, {
    ...{ id: '', version: 0, kind: 'question', on: null },
    fields,
  });
  await addApiToken(platform, accountId, wordsOf('api-token'));
  const [token] = await listApiTokens(db, accountId);
  const email = 'new@cairn.test';
  const { token: other } = await beginSession(platform, accountId);
  const session = (await listSessions(platform, accountId, other)).find(({ present }) => present);
  const passkey = {
    id: 'passkey1111',
    credentialId: Buffer.alloc(32, 1),
    publicKey: Buffer.alloc(77),
    counter: 0,
  };
  await addPasskey(platform, { ...passkey, accountId, name: wordsOf('passkey') });
  return [
    ['-', {}],
    [
      'absent',
      { id: 'a'.repeat(12), slug: 'a-thread', name: 'nobody-at-all', token: 'none', upload: 'f'.repeat(32) },
    ],
    ['topic', { slug: 'tech-lead', file: 'tech-lead.atom' }],
    ['synonym', { slug: 'lead', file: 'lead.atom' }],
    ['company', { slug: await addCompany(platform, 'Northwind', true) }],
    ['proposed', { slug: await addCompany(platform, 'Tailspin', false) }],
    ['profile', { name: 'ada-example' }],
    ['portrait', { id: await addPortrait(db), size: '96' }],
    ['waiting-post', { id: kept?.id ?? '' }],
    ['draft', { id: draft.outcome === 'saved' ? draft.id : '' }],
    ['passkey', { id: passkey.id }],
    ['session', { id: session?.id ?? '' }],
    ['api-token', { id: token?.id ?? '' }],
    ['sign-in-link', { token: await issueToken(platform, db, 'sign-in', { accountId }) }],
    ['sign-up-link', { token: await issueToken(platform, db, 'sign-up', { email }) }],
    ['email-link', { token: (await issueEmailLinks(platform, asker.account, email)).new }],
  ];
}

async function addCompany(
  { db }: TestCommunity['platform'],
  name: string,
  confirmed: boolean,
): Promise<string> {
  const slug = name.toLowerCase();
  const row = [`${slug}Id`, slug, name, confirmed];
  await db.pool.query('insert into companies (id, slug, name, confirmed) values ($1, $2, $3, $4)', row);
  return slug;
}

/** On no profile, so that nothing else changes: whoever has the address of a portrait may see it. */
async function addPortrait({ pool }: TestCommunity['platform']['db']): Promise<string> {
  const id = 'portrait111';
  await pool.query(`insert into portraits (id, small, large) values ($1, 'small', 'large')`, [id]);
  return id;
}

async function letIn(
  community: TestCommunity,
  wordsOf: WordsOf,
): Promise<Pick<World, 'tokens' | 'sessions'>> {
  const { platform, asker, clock } = community;
  const { pool } = platform.db;
  const names = ['outsider', 'colleague', 'asker', 'answerer', 'moderator', 'admin'] as const;
  const tokens: [CastName | 'revoked' | 'suspended', string][] = [];
  const sessions: [CastName | 'expired' | 'suspended', string][] = [];
  for (const name of names) {
    tokens.push([name, await addApiToken(platform, community[name].account.id, name)]);
    sessions.push([name, community[name].client.cookies.get('session') ?? '']);
  }
  const suspended = await addMember(platform, 'suspended');
  tokens.push(['suspended', await addApiToken(platform, suspended.account.id, 'suspended')]);
  sessions.push(['suspended', suspended.sessionToken]);
  await suspendAuthorOf(community, (await ask(platform, suspended, { byline: 'member' })).id, wordsOf);
  tokens.push(['revoked', await addApiToken(platform, asker.account.id, 'revoked')]);
  await pool.query(`delete from api_tokens where name = 'revoked'`);
  const now = clock.now();
  clock.pass(-70 * 24 * 60);
  sessions.push(['expired', (await beginSession(platform, asker.account.id)).token]);
  clock.set(now);
  return { tokens: new Map(tokens), sessions: new Map(sessions) };
}

async function suspendAuthorOf(
  { platform, moderator }: TestCommunity,
  postId: string,
  wordsOf: WordsOf,
): Promise<void> {
  await moderate(platform, moderator.account, {
    postId,
    act: 'suspend',
    reason: wordsOf('reason to suspend'),
    until: null,
  });
  await suspendAuthor(platform, postId);
}

function superuserUrl(database: string): string {
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(database).pathname;
  return url.href;
}
