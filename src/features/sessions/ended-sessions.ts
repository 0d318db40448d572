import { statement } from '../../platform/db.ts';
import type { Holder } from '../../platform/live/live.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Role } from '../accounts/accounts.ts';
import { holdsAmong } from '../accounts/standing.ts';

const findStanding = statement<{ hashes: Buffer[]; now: Date }, { alive: string[]; held: string[] }>(
  'findStandingOfSessions',
)`
  select coalesce((
      select array_agg(encode(token_hash, 'hex')) from sessions
      where token_hash = any (${'hashes'}::bytea[]) and expires_at > ${'now'}
    ), '{}') as alive,
    coalesce((
      select array_agg(encode(standing_key, 'hex')) from suspensions
      where standing_key is not null and (until is null or until > ${'now'})
    ), '{}') as held`;

/**
 * Which of these have ended: signed out, expired, or their accounts suspended. One query for all. What it found of a
 * holder it remembers, so that each suspension is compared with each account once.
 */
export function watchSessions(
  platform: Pick<Platform, 'db' | 'keys' | 'clock'>,
): (holders: readonly Holder[]) => Promise<Holder[]> {
  let known: ReadonlySet<string> = new Set();
  let compared = new WeakSet<Holder>();
  return async (holders) => {
    const hashes = holders.map(({ session }) => session);
    const [row] = await findStanding(platform.db, { hashes, now: platform.clock.now() });
    const alive = new Set(row?.alive);
    const held = new Set(row?.held);
    const fresh = new Set([...held].filter((key) => !known.has(key)));
    const isHeld = (holder: Holder) => {
      const among = compared.has(holder) ? fresh : held;
      const account = { id: holder.accountId, role: holder.role as Role };
      return among.size > 0 && holdsAmong(platform, account, among);
    };
    const ended = holders.filter((holder) => !alive.has(holder.session.toString('hex')) || isHeld(holder));
    known = held;
    compared = new WeakSet(holders);
    return ended;
  };
}
