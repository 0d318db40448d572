import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Account } from '../accounts/accounts.ts';

/** What the routes of the API find in their context. `account` is the token's, never a cookie's. */
export interface ApiEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string; account: Account | null };
}

export type ApiContext = Context<ApiEnv>;
export type Api = OpenAPIHono<ApiEnv>;
