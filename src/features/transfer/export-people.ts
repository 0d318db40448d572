import { statement } from '../../platform/db.ts';
import type { MaskedByline } from '../bylines/bylines.ts';
import { authorRef } from './people.ts';
import type { Section } from './sections.ts';
import { left, listAll } from './sections.ts';

interface ProfileRow {
  id: string;
  slug: string;
  name: string;
  title: string | null;
  bio: string;
  links: string[];
}

// As in the list of people: a profile is public for what it says or what was posted under it. Its level, role
// and company are shown nowhere.
const findProfiles = statement<object, ProfileRow>('exportProfiles')`
  select id, slug, name, title, bio, links from profiles
  where bio <> '' or exists (select from public_posts where public_posts.profile_id = profiles.id)
    or exists (
      select from ama_hosts join public_posts on public_posts.id = ama_hosts.thread_id
      where ama_hosts.profile_id = profiles.id
    )
    or id in (
      select jsonb_array_elements_text(threads.recording -> 'speakers')
      from listings join threads on threads.id = listings.thread_id
      where listings.list = 'everything' and listings.kind = 'video'
    )
  order by id`;

const findAuthors = statement<object, MaskedByline & { threadId: string; handle: string }>('exportAuthors')`
  select thread_id as "threadId", handle, level, role, native_level as "nativeLevel", company from authors
  where exists (select from public_posts where public_posts.author_id = authors.id)
  order by thread_id, handle collate "C"`;

/** Who signs: first the profiles, then each masked author as a person of their one thread. */
export const people: Section = async function* (tx) {
  for await (const row of listAll(findProfiles, tx)) {
    const { id: ref, slug: handle, name, title, bio, links } = row;
    yield { type: 'person', ref, name, handle, title: left(title), bio: left(bio), links: left(links) };
  }
  for await (const row of listAll(findAuthors, tx)) {
    const { threadId, handle, role, level, nativeLevel, company } = row;
    const shown = {
      role: left(role),
      level: left(level),
      nativeLevel: left(nativeLevel),
      company: left(company),
    };
    yield { type: 'person', ref: authorRef(threadId, handle), handle, ...shown };
  }
};
