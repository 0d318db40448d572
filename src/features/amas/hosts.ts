import { z } from 'zod';
import { Conflict, Invalid } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { slugify } from '../../platform/text.ts';
import { profileLimits } from '../profiles/profiles.ts';

/** So many host one AMA at most. */
export const mostHosts = 5;

export const guestSchema = z.strictObject({
  name: textField({ min: 2, max: profileLimits.name, what: 'The name' }).transform(oneLine),
  title: textField({ max: profileLimits.title, what: 'The title' })
    .transform(oneLine)
    .transform((title) => title || null),
});

/** How somebody without an account is called. */
export type Guest = z.output<typeof guestSchema>;

const insertProfile = statement<{ id: string; slug: string; name: string; title: string | null }, object>(
  'insertGuestProfile',
)`
  insert into profiles (id, slug, name, title) values (${'id'}, ${'slug'}, ${'name'}, ${'title'})
  on conflict (slug) do nothing returning id`;

/** Makes a public profile for somebody without an account; returns its id. */
export async function addGuestProfile(platform: Platform, tx: Tx, { name, title }: Guest): Promise<string> {
  const id = newId(platform.random);
  const slug = slugify(name);
  const added = await insertProfile(tx, { id, slug, name, title });
  // There is somebody of that name already: two people are not one.
  if (added.length === 0)
    one(await insertProfile(tx, { id, slug: `${slug}-${id.slice(0, 4).toLowerCase()}`, name, title }));
  return id;
}

const insertHost = statement<{ amaId: string; profileId: string }, { position: number }>('addAmaHost')`
  insert into ama_hosts (thread_id, profile_id, position)
  select ${'amaId'}::text, ${'profileId'}::text, coalesce(max(position), 0) + 1
  from ama_hosts where thread_id = ${'amaId'}::text
  having not coalesce(bool_or(profile_id = ${'profileId'}::text), false)
  returning position`;

/** Adds a host after the others. The AMA's thread is locked. Throws Conflict for one who hosts it, or a sixth. */
export async function addHost(
  tx: Tx,
  { amaId, profileId }: { amaId: string; profileId: string },
): Promise<void> {
  const [added] = await insertHost(tx, { amaId, profileId });
  if (!added) throw new Conflict('They host this AMA already.');
  if (added.position > mostHosts) throw new Conflict(`An AMA has up to ${mostHosts} hosts.`);
}

const findProfile = statement<{ slug: string }, { id: string }>('findProfileToHost')`
  select id from profiles where slug = ${'slug'}`;

/** The profile of this address. Throws Invalid where there is none. */
export async function requireProfile(tx: Tx, slug: string): Promise<string> {
  const [profile] = await findProfile(tx, { slug: slug.trim().toLowerCase() });
  if (!profile) throw new Invalid({ slug: `There is nobody at /people/${slug}.` });
  return profile.id;
}

const deleteHost = statement<{ amaId: string; profileId: string }, object>('removeAmaHost')`
  with guests as (
    delete from ama_guests where thread_id = ${'amaId'} and profile_id = ${'profileId'}
  ), invited as (
    delete from ama_invitations where thread_id = ${'amaId'} and profile_id = ${'profileId'} and not used
  ), gone as (
    delete from ama_hosts where thread_id = ${'amaId'} and profile_id = ${'profileId'} and position > 1
    returning position
  ), closed_up as (
    update ama_hosts set position = ama_hosts.position - 1
    from gone where thread_id = ${'amaId'} and ama_hosts.position > gone.position
  )
  select position from gone`;

/** Takes a co-host out. Throws Conflict for the first one, whose AMA it is, and for who hosts it no more. */
export async function removeHost(
  tx: Tx,
  { amaId, profileId }: { amaId: string; profileId: string },
): Promise<void> {
  const gone = await deleteHost(tx, { amaId, profileId });
  if (gone.length === 0) throw new Conflict('The first host stays: cancel the AMA instead.');
}
