import type { MiddlewareHandler } from 'hono';
import { SignInRequired } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { findTokenAccount } from '../accounts/api-tokens.ts';
import type { ApiContext, ApiEnv } from './env.ts';

/** A token was sent, and opens nothing. */
export class TokenRefused extends SignInRequired {}

/**
 * Puts the account of the request's token into the context. Cookies are not looked at: what a browser
 * sends by itself allows nothing here. Every method that writes needs a token.
 */
export function authenticate(platform: Platform): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set('account', await findCaller(platform, c.req.header('authorization')));
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') requireCaller(c);
    await next();
  };
}

async function findCaller(platform: Platform, header: string | undefined): Promise<Account | null> {
  if (header === undefined) return null;
  const token = /^Bearer +(\S{1,200})$/i.exec(header)?.[1];
  const account = token ? await findTokenAccount(platform, token) : null;
  if (!account) throw new TokenRefused('This token is not valid. It may have been revoked.');
  return account;
}

/** The account that the request's token stands for. */
export function requireCaller(c: ApiContext): Account {
  const { account } = c.var;
  if (!account) throw new SignInRequired('Send a personal token: Authorization: Bearer cairn_…');
  return account;
}
