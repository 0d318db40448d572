import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { listOwnRsvps } from '../amas/rsvps.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import { listDrafts } from '../drafts/drafts.ts';
import { listIdentities } from '../identities/identities.ts';
import { listPasskeys } from '../passkeys/passkeys.ts';
import { listOwnPosts } from '../posts/posts.ts';
import { findOwnProfile } from '../profiles/profiles.ts';
import { hasSecondFactor } from '../second-factor/second-factors.ts';
import { listSessions } from '../sessions/session-list.ts';
import { listNotes } from '../videos/video-notes.ts';
import { listWatched } from '../videos/watched.ts';
import { findOwnVotes } from '../votes/votes.ts';
import { listWaiting } from '../waiting/waiting-posts.ts';
import type { Account } from './accounts.ts';
import { listApiTokens } from './api-tokens.ts';

/** One line of the export; `type` says of what. */
export type OwnRecord = { type: string } & Record<string, unknown>;

/** Everything that is kept of an account, for its owner alone, piece by piece: nothing is held whole. */
export async function* exportOwn(
  platform: Platform,
  account: Account,
  sessionToken: string,
): AsyncGenerator<OwnRecord> {
  yield* exportAccount(platform, account, sessionToken);
  yield* exportPosts(platform, account);
  for (const draft of await listDrafts(platform, account)) yield { ...draft, type: 'draft' };
  for (const { kind, on, fields } of await listWaiting(platform, account)) {
    yield { type: 'waiting', kind, on, fields };
  }
  for (const ama of await listOwnRsvps(platform, platform.db, account.id)) yield { type: 'reminder', ama };
  for (const watched of await listWatched(platform, platform.db, account)) {
    yield { ...watched, type: 'watched' };
  }
  for (const notes of await listNotes(platform, platform.db, account)) yield { ...notes, type: 'videoNotes' };
  yield* exportVotes(platform, account);
}

const findMore = statement<{ id: string }, { createdIn: string; hasPassword: boolean }>(
  'findAccountToExport',
)`
  select to_char(created_in, 'YYYY-MM') as "createdIn", password_hash is not null as "hasPassword"
  from accounts where id = ${'id'}`;

async function* exportAccount(
  platform: Platform,
  account: Account,
  sessionToken: string,
): AsyncGenerator<OwnRecord> {
  const { db } = platform;
  const { id, email, role, mailWanted, career } = account;
  const [more] = await findMore(db, { id });
  yield { type: 'account', email, role, mailWanted, ...more, hasSecondFactor: await hasSecondFactor(db, id) };
  if (career) yield { ...statedOf(career), type: 'career' };
  const profile = await findOwnProfile(db, id);
  if (profile) yield { ...profile, type: 'profile' };
  for (const { browser, expiresAt, present } of await listSessions(platform, id, sessionToken)) {
    yield { type: 'session', browser, expiresAt, present };
  }
  for (const { name } of await listPasskeys(platform, id)) yield { type: 'passkey', name };
  for (const { issuer } of await listIdentities(db, id)) yield { type: 'linkedAccount', issuer };
  for (const { name, createdOn } of await listApiTokens(db, id)) yield { type: 'apiToken', name, createdOn };
}

function statedOf({ verified, ...stated }: NonNullable<Account['career']>): object {
  return { ...stated, verified: verified && { company: verified.company, at: verified.at } };
}

type PostRow = BylineRow & {
  id: string;
  kind: string;
  thread: string;
  threadTitle: string | null;
  on: string | null;
  body: string;
  at: Date;
  editedAt: Date | null;
  removed: boolean;
};

// A title that was taken down is its asker's alone again.
const findPosts = statement<{ ids: string[]; own: string[] }, PostRow>('listPostsToExport')`
  select posts.id, posts.kind, posts.thread_id as thread, posts.on_id as "on", posts.body, posts.at,
    case when posts.thread_id = any (${'own'}::text[])
        or not exists (select from removals where post_id = posts.thread_id) then threads.title end as "threadTitle",
    posts.edited_at as "editedAt", exists (select from removals where post_id = posts.id) as removed,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title
  from unnest(${'ids'}::text[]) with ordinality as own (id, number)
  join posts on posts.id = own.id
  join threads on threads.id = posts.thread_id
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  order by own.number`;

const most = 50;

async function* exportPosts(platform: Platform, account: Account): AsyncGenerator<OwnRecord> {
  const ids = await listOwnPosts(platform, platform.db, account.id);
  for (let from = 0; from < ids.length; from += most) {
    for (const row of await findPosts(platform.db, { ids: ids.slice(from, from + most), own: ids })) {
      const { id, kind, thread, threadTitle, on, body, at, editedAt, removed } = row;
      const byline = printByline(row);
      yield { type: 'post', id, kind, thread, threadTitle, on, byline, body, at, editedAt, removed };
    }
  }
}

const listVoted = statement<{ after: string; most: number }, { id: string }>('listPostsWithVotes')`
  select id from posts where up + down > 0 and id > ${'after'} order by id limit ${'most'}`;

/** No list says how somebody has voted, so each post with votes is asked whether one of them is theirs. */
async function* exportVotes(platform: Platform, account: Account): AsyncGenerator<OwnRecord> {
  for (let after = ''; ;) {
    const ids = await idsOf(platform.db, after);
    const votes = await findOwnVotes(platform, account, ids);
    for (const [on, value] of votes) yield { type: 'vote', on, value };
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

async function idsOf(db: Queryable, after: string): Promise<string[]> {
  return (await listVoted(db, { after, most: 1000 })).map(({ id }) => id);
}
