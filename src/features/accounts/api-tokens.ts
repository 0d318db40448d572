import { z } from 'zod';
import { Invalid, NotFound } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { hashSecret } from '../../platform/keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId, newSecret } from '../../platform/random.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import type { Account } from './accounts.ts';
import type { Caller } from './standing.ts';
import { openCaller } from './standing.ts';

/** Without when it was last used: that would tie an account to a time of posting. */
export interface ApiToken {
  id: string;
  name: string;
  /** A day, `YYYY-MM-DD`. */
  createdOn: string;
}

const prefix = 'cairn_';
const mostTokens = 20;

export const apiTokenSchema = z.strictObject({
  name: textField({ min: 1, max: 80, what: 'The name' }).transform(oneLine),
});

type NewToken = { id: string; hash: Buffer; accountId: string; name: string; most: number };

const insertToken = statement<NewToken, { id: string }>('insertApiToken')`
  insert into api_tokens (id, hash, account_id, name)
  select ${'id'}, ${'hash'}, ${'accountId'}, ${'name'}
  where (select count(*) from api_tokens where account_id = ${'accountId'}) < ${'most'}
  returning id`;

/** Makes a token; what is returned is shown once and stored nowhere. */
export async function addApiToken(platform: Platform, accountId: string, name: string): Promise<string> {
  const token = prefix + newSecret(platform.random);
  const id = newId(platform.random);
  const rows = await insertToken(platform.db, {
    ...{ id, accountId, name },
    hash: hashSecret(token),
    most: mostTokens,
  });
  if (rows.length === 0) {
    throw new Invalid({ name: `You have ${mostTokens} tokens already. Revoke one that you no longer use.` });
  }
  return token;
}

const selectTokens = statement<{ accountId: string }, ApiToken>('listApiTokens')`
  select id, name, created_on::text as "createdOn" from api_tokens
  where account_id = ${'accountId'} order by created_on, name, id`;

export async function listApiTokens(db: Queryable, accountId: string): Promise<ApiToken[]> {
  return await selectTokens(db, { accountId });
}

const deleteToken = statement<{ id: string; accountId: string }, { id: string }>('deleteApiToken')`
  delete from api_tokens where id = ${'id'} and account_id = ${'accountId'} returning id`;

/** From now on the token opens nothing. Throws NotFound for one that is not the account's own. */
export async function revokeApiToken(
  db: Queryable,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  const rows = await deleteToken(db, { id, accountId });
  if (rows.length === 0) throw new NotFound('You have no such token.');
}

const deleteTokens = statement<{ accountId: string }, never>('deleteApiTokens')`
  delete from api_tokens where account_id = ${'accountId'}`;

/** For when the password has changed: who had it may have made a token. */
export async function revokeAllApiTokens(db: Queryable, accountId: string): Promise<void> {
  await deleteTokens(db, { accountId });
}

// Read only: what a request writes must not stand beside the account that sent it.
const findByHash = statement<{ hash: Buffer }, Caller>('findApiTokenAccount')`
  select account_json(accounts) as account, (select max(version) from key_checks) as "keyVersion",
    exists (select from suspensions) as "someSuspended"
  from api_tokens join accounts on accounts.id = api_tokens.account_id
  where hash = ${'hash'}`;

/** The account that a request's bearer token stands for, or null. */
export async function findTokenAccount(platform: Platform, token: string): Promise<Account | null> {
  if (!token.startsWith(prefix)) return null;
  const [row] = await findByHash(platform.db, { hash: hashSecret(token) });
  return row ? await openCaller(platform, row) : null;
}
