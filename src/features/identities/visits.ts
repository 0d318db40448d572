import { z } from 'zod';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newSecret } from '../../platform/random.ts';

/** What somebody goes to a provider for: to get in, to link that account to this one, to prove a work address. */
export const errands = ['sign-in', 'link', 'verify-career'] as const;
export type Errand = (typeof errands)[number];

/** Somebody who has gone to a provider and is expected back, in the same browser, once. */
export interface Visit {
  provider: string;
  errand: Errand;
  /** What the token must hold. */
  nonce: string;
  /** What proves that who brings the code is who asked for it (PKCE, RFC 7636). */
  verifier: string;
  /** The session that asked, as a hash in hexadecimal; null where nobody was signed in. */
  session: string | null;
  /** A few words of who asked, handed back as they are: where to go on to. */
  memo: string | null;
}

const shape = z.object({
  provider: z.string(),
  errand: z.enum(errands),
  nonce: z.string(),
  verifier: z.string(),
  session: z.string().nullable(),
  memo: z.string().nullable(),
});

export const visitMinutes = 10;

type Row = { hash: Buffer; browserHash: Buffer; sealed: Buffer; expiresAt: Date };

const insertVisit = statement<Row, never>('insertProviderVisit')`
  insert into provider_visits (hash, browser_hash, sealed, expires_at)
  values (${'hash'}, ${'browserHash'}, ${'sealed'}, ${'expiresAt'})`;

/** `state` travels to the provider and back; `browser` stays in a cookie of this browser. */
export async function beginVisit(
  platform: Platform,
  asked: Pick<Visit, 'provider' | 'errand' | 'session' | 'memo'>,
): Promise<{ state: string; browser: string; visit: Visit }> {
  const { db, keys, random, clock } = platform;
  const [state, browser] = [newSecret(random), newSecret(random)];
  const visit = { ...asked, nonce: newSecret(random), verifier: newSecret(random) };
  const hash = hashSecret(state);
  const sealed = keys.seal('visit', padded(visit), hash.toString('hex'));
  const expiresAt = new Date(clock.now().getTime() + visitMinutes * 60_000);
  await insertVisit(db, { hash, browserHash: hashSecret(browser), sealed, expiresAt });
  return { state, browser, visit };
}

const takeVisit = statement<{ hash: Buffer; browserHash: Buffer; now: Date }, { sealed: Buffer }>(
  'takeProviderVisit',
)`
  delete from provider_visits
  where hash = ${'hash'} and browser_hash = ${'browserHash'} and expires_at > ${'now'}
  returning sealed`;

/** Ends the visit; null when there is none of this state, or it began in another browser or too long ago. */
export async function endVisit(
  platform: Platform,
  { state, browser }: { state: string; browser: string },
): Promise<Visit | null> {
  const hash = hashSecret(state);
  const now = platform.clock.now();
  const [row] = await takeVisit(platform.db, { hash, browserHash: hashSecret(browser), now });
  if (!row) return null;
  const opened = platform.keys.open('visit', row.sealed, hash.toString('hex'));
  return shape.parse(JSON.parse(opened.toString()));
}

// Its size would tell where one wanted to go on to.
function padded(visit: Visit): Buffer {
  const content = JSON.stringify(visit);
  return Buffer.from(content.padEnd(Math.ceil(content.length / 1024) * 1024));
}

const deleteExpired = statement<{ now: Date }, never>('deleteExpiredVisits')`
  delete from provider_visits where expires_at <= ${'now'}`;

export async function sweepVisits(platform: Platform): Promise<void> {
  await deleteExpired(platform.db, { now: platform.clock.now() });
}
