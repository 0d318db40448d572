import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { ownPostSlots } from '../posts/posts.ts';
import type { BylineChoice } from './bylines.ts';

interface Shape {
  fits: boolean;
  named: boolean;
  level: boolean;
  role: boolean;
  company: boolean;
}

const findShapes = statement<{ ids: string[]; topicIds: string[] }, Shape>('findSignedShapes')`
  select exists (
      select from thread_topics where thread_topics.thread_id = posts.thread_id and topic_id = any (${'topicIds'}::text[])
    ) as fits, posts.profile_id is not null as named,
    authors.level is not null as level, authors.role is not null as role, authors.company is not null as company
  from unnest(${'ids'}::text[]) with ordinality as own (id, number)
  join posts on posts.id = own.id
  left join authors on authors.id = posts.author_id
  order by number desc`;

/** So far back among an account's own posts. */
const mostPosts = 64;

/**
 * How this account has signed its latest post in one of these topics; without topics its latest post at all,
 * where no company was shown: what suits one topic may say too much in another. Null where there is none.
 *
 * It is read off the own posts and kept nowhere else. A row that is written anew with each post would tie an
 * account's posts together for whoever compares two backups.
 */
export async function findRememberedChoice(
  platform: Platform,
  account: Pick<Account, 'id'>,
  topicIds: readonly string[],
): Promise<BylineChoice | null> {
  const slots = await platform.slots.listLast(platform.db, ownPostSlots(account.id), mostPosts);
  if (slots.length === 0) return null;
  const ids = slots.slice(-mostPosts).map(({ content }) => content.toString());
  const shapes = await findShapes(platform.db, { ids, topicIds: [...topicIds] });
  if (topicIds.length === 0) return choiceOf(shapes.find(({ company }) => !company));
  return choiceOf(shapes.find(({ fits }) => fits));
}

function choiceOf(shape: Shape | undefined): BylineChoice | null {
  if (!shape) return null;
  const { named, level, role, company } = shape;
  if (named) return 'named';
  if (company) return level ? 'company-level-role' : role ? 'company-role' : 'company';
  return level ? 'level-role' : role ? 'role' : 'member';
}
