import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Account } from '../features/accounts/accounts.ts';

/** What routes find in their context. */
export interface Edge {
  Bindings: HttpBindings;
  Variables: { requestId: string; account: Account | null };
}

export type EdgeContext = Context<Edge>;
