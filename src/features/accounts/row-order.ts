import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

/**
 * Every table whose rows name an account, and sessions, which show which ones are one person's and are begun before a
 * post is written; and a column to write anew. Their primary keys are random.
 */
export const tables = {
  accounts: 'id',
  api_tokens: 'id',
  careers: 'account_id',
  email_changes: 'account_id',
  identities: 'id',
  moderation_acts: 'id',
  passkeys: 'id',
  profiles: 'id',
  recovery_codes: 'hash',
  second_factors: 'account_id',
  sessions: 'id',
  tokens: 'hash',
} as const;

const rewriteRows = statement<{ table: string; column: string }, never>('rewriteRows')`
  select rewrite_rows(${'table'}::regclass, ${'column'}::name)`;

const orderRows = statement<{ table: string }, never>('orderRowsByKey')`
  select order_rows_by_key(${'table'}::regclass)`;

/**
 * Rows that name accounts, or belong together as one person's, come to stand in an order, and carry the mark of a transaction, that tell nothing of when
 * they were written. Until then a stolen database shows beside which posts the newest were. Holds each table for
 * as long as writing it takes.
 */
export async function forgetRowOrder({ db }: Pick<Platform, 'db'>): Promise<void> {
  for (const [table, column] of Object.entries(tables)) {
    await rewriteRows(db, { table, column });
    await orderRows(db, { table });
  }
}

const countAccounts = statement<object, { rows: number }>('estimateAccounts')`
  select reltuples::integer as rows from pg_class where oid = 'accounts'::regclass`;

/** Minutes between two times that this is asked. */
export const rowOrderMinutes = 10;

/** The same as often as the size of the instance lets it. */
export async function forgetRowOrderInTime(platform: Pick<Platform, 'db' | 'clock'>): Promise<void> {
  const [found] = await countAccounts(platform.db, {});
  if (isTimeToForget(found?.rows ?? 0, platform.clock.now())) await forgetRowOrder(platform);
}

/** Every ten minutes up to 5,000 accounts, every hour up to 100,000, then once a day. */
export function isTimeToForget(accounts: number, now: Date): boolean {
  const slot = Math.floor(now.getTime() / (rowOrderMinutes * 60_000));
  return slot % (accounts <= 5_000 ? 1 : accounts <= 100_000 ? 6 : 144) === 0;
}
