import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newSecret } from '../../platform/random.ts';
import { publish } from '../posts/publishing.ts';
import type { Ama } from './amas.ts';
import { findAma, recordAmaEvent } from './amas.ts';
import type { Guest } from './hosts.ts';
import { addGuestProfile, addHost } from './hosts.ts';
import { lockAma } from './states.ts';

const day = 24 * 60 * 60 * 1000;
/** After its end a guest still answers what was left. */
const daysAfter = 14;

/** When a guest's link and what it opened stop working. */
export function endOfHosting(ama: Pick<Ama, 'endsAt' | 'promisedOn'>): Date {
  const end = Math.max(ama.endsAt?.getTime() ?? 0, ama.promisedOn ? Date.parse(ama.promisedOn) : 0);
  return new Date(end + daysAfter * day);
}

type NewInvitation = Guest & { amaId: string; profileId: string | null };

const insertInvitation = statement<NewInvitation & { hash: Buffer; expiresAt: Date }, never>(
  'insertAmaInvitation',
)`
  with earlier as (
    delete from ama_invitations where thread_id = ${'amaId'} and name = ${'name'} and not used
  )
  insert into ama_invitations (hash, thread_id, name, title, profile_id, expires_at)
  values (${'hash'}, ${'amaId'}, ${'name'}, ${'title'}, ${'profileId'}, ${'expiresAt'})`;

/**
 * A link for one browser of whoever is called so; an earlier one for them, not used yet, is void. `profileId`: of a
 * guest who is announced already. Returns its secret.
 */
export async function issueInvitation(
  platform: Platform,
  tx: Tx,
  invitation: NewInvitation & { expiresAt: Date },
): Promise<string> {
  const secret = newSecret(platform.random);
  await insertInvitation(tx, { hash: hashSecret(secret), ...invitation });
  return secret;
}

export interface Invitation extends NewInvitation {
  used: boolean;
  expired: boolean;
}

const findInvitation = statement<{ hash: Buffer; now: Date }, Invitation>('findAmaInvitation')`
  select thread_id as "amaId", name, title, profile_id as "profileId", used, expires_at <= ${'now'} as expired
  from ama_invitations where hash = ${'hash'}`;

/** What a link invites to. Throws NotFound, Conflict where it was used, Forbidden after its end. */
export async function accessInvitation(
  platform: Platform,
  secret: string,
): Promise<{ invitation: Invitation; ama: Ama }> {
  const now = platform.clock.now();
  const [invitation] = await findInvitation(platform.db, { hash: hashSecret(secret), now });
  const ama = invitation ? await findAma(platform.db, invitation.amaId) : null;
  if (!invitation || !ama)
    throw new NotFound('There is no such invitation. Ask whoever sent it for a new link.');
  if (invitation.used)
    throw new Conflict(
      'This link was used already. It opens one browser once; ask whoever sent it for a new one.',
    );
  if (invitation.expired || ama.state === 'cancelled')
    throw new Forbidden('This AMA is over, so the link opens nothing any more.');
  return { invitation, ama };
}

const useInvitation = statement<{ hash: Buffer; now: Date }, object>('useAmaInvitation')`
  update ama_invitations set used = true
  where hash = ${'hash'} and not used and expires_at > ${'now'} returning thread_id`;

const insertGuest = statement<{ hash: Buffer; amaId: string; profileId: string; expiresAt: Date }, never>(
  'insertAmaGuest',
)`
  insert into ama_guests (token_hash, thread_id, profile_id, expires_at)
  values (${'hash'}, ${'amaId'}, ${'profileId'}, ${'expiresAt'})`;

/**
 * Takes the link's place among the hosts: under the profile of who is signed in where they want that, else as the guest
 * that it names, whose browser then keeps `token`. Of two that come at once, one gets in.
 */
export async function acceptInvitation(
  platform: Platform,
  secret: string,
  { profileId: own }: { profileId: string | null },
): Promise<{ ama: Ama; token: string | null; expiresAt: Date }> {
  const { invitation, ama } = await accessInvitation(platform, secret);
  const { amaId } = invitation;
  const token = own ? null : newSecret(platform.random);
  const expiresAt = endOfHosting(ama);
  await platform.db.transaction(async (tx) => {
    await lockAma(platform, tx, amaId);
    const used = await useInvitation(tx, { hash: hashSecret(secret), now: platform.clock.now() });
    if (used.length === 0)
      throw new Conflict('This link was used already. Ask whoever sent it for a new one.');
    const profileId = own ?? invitation.profileId ?? (await addGuestProfile(platform, tx, invitation));
    if (own || !invitation.profileId) await addHost(tx, { amaId, profileId });
    if (token) await insertGuest(tx, { hash: hashSecret(token), amaId, profileId, expiresAt });
    await publish(platform, tx, { threadId: amaId });
    await recordAmaEvent(platform, tx, amaId, { kind: 'state' });
  });
  return { ama, token, expiresAt };
}

const sweepGuests = statement<{ now: Date }, never>('sweepAmaGuests')`
  with invited as (delete from ama_invitations where expires_at < ${'now'})
  delete from ama_guests where expires_at < ${'now'}`;

export async function sweepInvitations(platform: { db: Queryable; clock: Platform['clock'] }): Promise<void> {
  await sweepGuests(platform.db, { now: platform.clock.now() });
}
