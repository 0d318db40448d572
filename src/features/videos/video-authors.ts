import { Forbidden, Invalid } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';

/** An account that has a profile, under which its videos are published. */
export type NamedAccount = Account & { profile: NonNullable<Account['profile']> };

const findChosen = statement<{ profileId: string }, { profileId: string }>('findVideoAuthor')`
  select profile_id as "profileId" from video_authors where profile_id = ${'profileId'}`;

/** Whether this account may upload: by the setting VIDEO_AUTHORS. Admins always may. */
async function mayUpload({ config, db }: Platform, account: Account): Promise<boolean> {
  if (account.role === 'admin') return true;
  if (config.VIDEO_AUTHORS === 'admins') return false;
  if (config.VIDEO_AUTHORS === 'verified') return Boolean(account.career?.verified);
  const chosen = account.profile ? await findChosen(db, { profileId: account.profile.id }) : [];
  return chosen.length > 0;
}

const who = {
  verified: 'Videos are for members whose employer is verified: see Settings, Career.',
  chosen: 'Videos are for members whom an admin has chosen. Ask one, if you have a talk to share.',
  admins: 'Videos are for admins here.',
};

/** Throws Forbidden for who may not upload, and for who has no name to publish under yet. */
export async function requireVideoAuthor(platform: Platform, account: Account): Promise<NamedAccount> {
  if (!(await mayUpload(platform, account))) throw new Forbidden(who[platform.config.VIDEO_AUTHORS]);
  const { profile } = account;
  if (!profile)
    throw new Forbidden('A video is published under a name. Make a profile first, in your settings.');
  return { ...account, profile };
}

export interface VideoAuthor {
  id: string;
  slug: string;
  name: string;
}

const selectAuthors = statement<object, VideoAuthor>('listVideoAuthors')`
  select profiles.id, profiles.slug, profiles.name from video_authors join profiles on profiles.id = profile_id
  order by profiles.name, profiles.slug`;

export async function listVideoAuthors(db: Queryable): Promise<VideoAuthor[]> {
  return await selectAuthors(db, {});
}

const insertAuthor = statement<{ slug: string }, { id: string }>('chooseVideoAuthor')`
  with person as (select id from profiles where slug = ${'slug'} and not former), added as (
    insert into video_authors (profile_id) select id from person on conflict do nothing
  )
  select id from person`;

/** Lets a person upload, by the name in their page's address. Throws Invalid where there is nobody of that name. */
export async function chooseVideoAuthor(db: Queryable, slug: string): Promise<void> {
  const [person] = await insertAuthor(db, { slug });
  if (!person)
    throw new Invalid({ person: 'There is nobody of this name: copy it from the address of their page.' });
}

const deleteAuthor = statement<{ id: string }, never>('dismissVideoAuthor')`
  delete from video_authors where profile_id = ${'id'}`;

/** What they have published stays. Nothing happens where they were not chosen. */
export async function dismissVideoAuthor(db: Queryable, id: string): Promise<void> {
  await deleteAuthor(db, { id });
}
