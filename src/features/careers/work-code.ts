import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Queryable } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SlotOwner } from '../../platform/private-slots.ts';

export const codeLifetimeMinutes = 10;
const mostTries = 5;
const digits = 8;

/** What waits for its code: sealed, in a row that names nobody. The address itself is nowhere. */
const waitingSchema = z.object({
  codeHash: z.string(),
  domain: z.string(),
  hashes: z.array(z.string()),
  tries: z.number(),
  until: z.string(),
});

type Waiting = z.output<typeof waitingSchema>;

function slotOf(accountId: string): SlotOwner {
  return { accountId, kind: 'work-code', padTo: 1024 };
}

type Slots = Pick<Platform, 'slots' | 'clock' | 'random'>;

/** A new code in the place of an earlier one: eight digits, for ten minutes and five tries. */
export async function issueCode(
  platform: Slots,
  db: Queryable,
  { accountId, domain, hashes }: { accountId: string; domain: string; hashes: readonly Buffer[] },
): Promise<string> {
  const { slots, clock, random } = platform;
  const code = String(random.integer(10 ** digits)).padStart(digits, '0');
  const waiting: Waiting = {
    codeHash: hashCode(accountId, code).toString('hex'),
    domain,
    hashes: hashes.map((hash) => hash.toString('hex')),
    tries: mostTries,
    until: new Date(clock.now().getTime() + codeLifetimeMinutes * 60_000).toISOString(),
  };
  const content = Buffer.from(JSON.stringify(waiting));
  await slots.remove(db, slotOf(accountId), 0);
  await slots.insert(db, slotOf(accountId), 0, content);
  return code;
}

/** Whether a code can be entered now. */
export async function isCodeWaiting(platform: Slots, db: Queryable, accountId: string): Promise<boolean> {
  const found = await findWaiting(platform, db, accountId);
  return found !== null && found.waiting.tries > 0;
}

export type Tried =
  | { result: 'right'; domain: string; hashes: Buffer[] }
  | { result: 'wrong'; left: number }
  | { result: 'gone' };

/** Uses up one try, and with the right code all of them: of two at once only one goes on. */
export async function tryCode(
  platform: Slots,
  db: Queryable,
  { accountId, code }: { accountId: string; code: string },
): Promise<Tried> {
  const found = await findWaiting(platform, db, accountId);
  if (!found || found.waiting.tries <= 0) return { result: 'gone' };
  const { slot, waiting } = found;
  const isRight = timingSafeEqual(
    hashCode(accountId, code.replaceAll(/[\s-]/g, '')),
    Buffer.from(waiting.codeHash, 'hex'),
  );
  const left = isRight ? 0 : waiting.tries - 1;
  const content = Buffer.from(JSON.stringify({ ...waiting, tries: left }));
  const counted = await platform.slots.replace(db, slotOf(accountId), { ...slot, content });
  if (counted === null) return { result: 'wrong', left };
  if (!isRight) return { result: 'wrong', left };
  const hashes = waiting.hashes.map((hash) => Buffer.from(hash, 'hex'));
  return { result: 'right', domain: waiting.domain, hashes };
}

/** When it is used, and when its owner thinks better of it. */
export async function dropCode(
  { slots }: Pick<Platform, 'slots'>,
  db: Queryable,
  accountId: string,
): Promise<void> {
  await slots.remove(db, slotOf(accountId), 0);
}

async function findWaiting({ slots, clock }: Slots, db: Queryable, accountId: string) {
  const [slot] = await slots.find(db, slotOf(accountId), [0]);
  if (!slot) return null;
  const waiting = waitingSchema.parse(JSON.parse(slot.content.toString()));
  return Date.parse(waiting.until) > clock.now().getTime() ? { slot, waiting } : null;
}

function hashCode(accountId: string, code: string): Buffer {
  return createHash('sha256').update(`${accountId} ${code}`).digest();
}
