import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Account } from '../accounts/accounts.ts';

/** What the browser of its owner compares a masked text with. */
export interface OwnWords {
  company: string | null;
  /** What anybody can read under the name, newest first. */
  texts: string[];
}

const mostTexts = 200;
const mostCharacters = 300_000;

const selectNamed = statement<{ profileId: string; limit: number }, { text: string }>('listNamedTexts')`
  select left(case when posts.id = threads.id then threads.title || E'\n' || threads.tldr || E'\n' else '' end
    || posts.body, 15000) as text
  from public_posts as posts join threads on threads.id = posts.thread_id
  where posts.profile_id = ${'profileId'}
  order by posts.at desc limit ${'limit'}`;

/** The company of the account's career, and its own texts under its name, as far as 300,000 characters go. */
export async function findOwnWords(db: Queryable, { profile, career }: Account): Promise<OwnWords> {
  const rows = profile ? await selectNamed(db, { profileId: profile.id, limit: mostTexts }) : [];
  let left = mostCharacters;
  const texts = rows.map(({ text }) => text).filter((text) => (left -= text.length) >= 0);
  return { company: career?.company ?? null, texts };
}
