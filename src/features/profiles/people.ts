import type { Queryable } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { PostKind, ThreadKind } from '../posts/posts.ts';

/** A profile in the list of people. */
export interface Person {
  id: string;
  slug: string;
  name: string;
  title: string | null;
  portrait: string | null;
  /** Markdown, from its beginning. */
  bio: string;
}

export const peoplePerPage = 30;

// Who only signed up is in no list: a profile is here for what it says or what was posted under it.
const selectPeople = statement<{ limit: number; offset: number }, { people: Person[]; total: number }>(
  'listPeople',
)`
  with shown as (
    select id, slug, name, title, portrait_id as portrait, left(bio, 2000) as bio from profiles
    where not former and (bio <> '' or exists (select from public_posts where public_posts.profile_id = profiles.id))
  )
  select (select count(*) from shown) as total, coalesce((
    select jsonb_agg(page order by lower(page.name), page.id)
    from (select * from shown order by lower(name), id limit ${'limit'} offset ${'offset'}) as page
  ), '[]') as people`;

/** One page of the people, by name; `page` counts from 1. */
export async function listPeople(
  db: Queryable,
  page: number,
): Promise<{ people: Person[]; total: number; pages: number }> {
  const offset = (page - 1) * peoplePerPage;
  const { people, total } = one(await selectPeople(db, { limit: peoplePerPage, offset }));
  return { people, total, pages: Math.max(1, Math.ceil(total / peoplePerPage)) };
}

/** Something that was posted under the name. `at` is ISO 8601. */
export interface NamedPost {
  id: string;
  kind: PostKind;
  threadId: string;
  threadKind: ThreadKind;
  slug: string;
  title: string;
  /** Markdown, from its beginning. */
  body: string;
  at: string;
}

export interface PersonPage extends Person {
  bioHtml: string;
  links: string[];
  /** AMAs that the person hosts. */
  hosted: { id: string; kind: ThreadKind; slug: string; title: string }[];
  posts: NamedPost[];
  total: number;
}

export const postsPerPage = 20;

const findPerson = statement<{ slug: string; limit: number; offset: number }, { person: PersonPage }>(
  'findPersonPage',
)`
  with written as materialized (
    select posts.id, posts.kind, posts.thread_id, posts.body, posts.at
    from profiles join public_posts as posts on posts.profile_id = profiles.id
    where profiles.slug = ${'slug'} and posts.kind <> 'comment'
  )
  select jsonb_build_object(
    'id', profiles.id, 'slug', profiles.slug, 'name', name, 'title', title, 'bio', bio, 'bioHtml', bio_html,
    'portrait', portrait_id,
    'links', links, 'total', (select count(*) from written),
    'hosted', coalesce((
      select jsonb_agg(jsonb_build_object('id', threads.id, 'kind', threads.kind, 'slug', threads.slug, 'title', threads.title)
        order by threads.starts_at desc nulls last, threads.id)
      from ama_hosts join threads on threads.id = ama_hosts.thread_id
      where ama_hosts.profile_id = profiles.id
        and not exists (select from removals where removals.post_id = threads.id)
    ), '[]'),
    'posts', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', page.id, 'kind', page.kind, 'threadId', threads.id, 'threadKind', threads.kind, 'slug', threads.slug,
        'title', threads.title, 'body', left(page.body, 4000), 'at', page.at
      ) order by page.at desc, page.id)
      from (select * from written order by at desc, id limit ${'limit'} offset ${'offset'}) as page
      join threads on threads.id = page.thread_id
    ), '[]')
  ) as person
  from profiles where profiles.slug = ${'slug'}`;

/**
 * A person's page, or null. It is read through `posts.profile_id` alone, so what the same account has
 * posted masked cannot be on it: no row leads there.
 */
export async function findPersonPage(db: Queryable, slug: string, page: number): Promise<PersonPage | null> {
  const offset = (page - 1) * postsPerPage;
  const [row] = await findPerson(db, { slug, limit: postsPerPage, offset });
  return row?.person ?? null;
}
