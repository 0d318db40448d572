import { Conflict } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { tagOf } from '../posts/publishing.ts';
import type { PortraitImage } from './portrait-image.ts';
import { makePortrait } from './portrait-image.ts';

// The one that was there goes with a trigger of the migration.
const insertPortrait = statement<PortraitImage & { id: string; accountId: string }, { profileId: string }>(
  'savePortrait',
)`
  with own as (select id from profiles where account_id = ${'accountId'} for update), added as (
    insert into portraits (id, small, large) select ${'id'}, ${'small'}, ${'large'} from own returning id
  )
  update profiles set portrait_id = added.id from own, added where profiles.id = own.id
  returning profiles.id as "profileId"`;

/** Gives the account's profile this portrait. Throws Conflict without a profile, Invalid for what is no picture. */
export async function savePortrait(platform: Platform, accountId: string, upload: Buffer): Promise<void> {
  const image = await makePortrait(upload);
  const id = newId(platform.random);
  await platform.db.transaction(async (tx) => {
    const [saved] = await insertPortrait(tx, { ...image, id, accountId });
    if (!saved) throw new Conflict('Make a profile first: a portrait stands on it.');
    await platform.changes.announce(tx, [tagOf.profile(saved.profileId), '*']);
  });
}

const clearPortrait = statement<{ accountId: string }, { profileId: string }>('removePortrait')`
  update profiles set portrait_id = null where account_id = ${'accountId'} and portrait_id is not null
  returning id as "profileId"`;

/** Nothing happens where there is none. */
export async function removePortrait(platform: Platform, accountId: string): Promise<void> {
  await platform.db.transaction(async (tx) => {
    const [cleared] = await clearPortrait(tx, { accountId });
    if (cleared) await platform.changes.announce(tx, [tagOf.profile(cleared.profileId), '*']);
  });
}

type Size = keyof PortraitImage;

const selectPortrait = statement<{ id: string; size: Size }, { bytes: Buffer }>('findPortrait')`
  select case ${'size'}::text when 'small' then small else large end as bytes from portraits where id = ${'id'}`;

export async function findPortrait(db: Queryable, id: string, size: Size): Promise<Buffer | null> {
  const [portrait] = await selectPortrait(db, { id, size });
  return portrait?.bytes ?? null;
}
