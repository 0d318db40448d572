import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Account } from '../accounts/accounts.ts';

/** What the routes of the API find in their context. `account` is the token's, never a cookie's. */
export interface ApiEnv {
  Variables: { requestId: string; account: Account | null };
}

export type ApiContext = Context<ApiEnv>;
export type Api = OpenAPIHono<ApiEnv>;
