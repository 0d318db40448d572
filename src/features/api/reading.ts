import { Unavailable } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { tagOf } from '../posts/publishing.ts';
import { requireCaller } from './auth.ts';
import type { ApiContext } from './env.ts';
import type { PublicPost } from './public-posts.ts';

export interface Reading {
  body: object;
  /** What is shown, as for pages. */
  tags: readonly string[];
  /** From then on it may be different without anything having dropped it. */
  until?: Date | null;
}

/** Other sites may read what everybody may read; cookies change nothing here. */
export const openHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

/**
 * Answers a GET. Whoever asks gets the same bytes, kept as pages are; with `own=1` they are made
 * afresh for the token's account, which `load` is then given. `query`: the parameters as they were parsed.
 */
export async function answerRead(
  platform: Platform,
  c: ApiContext,
  {
    query = {},
    load,
  }: { query?: Record<string, unknown>; load: (account: Account | null) => Promise<Reading> },
): Promise<Response> {
  if (query['own']) {
    const { body } = await load(requireCaller(c));
    return c.json(body, 200, { 'cache-control': 'private, no-store' });
  }
  const request = { address: addressOf(c, query), headers: c.req.raw.headers, method: c.req.method };
  const render = async () => {
    const { body, tags, until } = await load(null);
    return {
      body: Buffer.from(JSON.stringify(body)),
      tags,
      until,
      contentType: 'application/json',
      headers: { ...openHeaders, vary: 'accept-encoding' },
    };
  };
  return await platform.pages.answer(request, render, (error) => error instanceof Unavailable);
}

/** One address for all ways of writing the same parameters. */
function addressOf(c: ApiContext, query: Record<string, unknown>): string {
  const heeded = heededParams(c, query).toString();
  return heeded ? `${c.req.path}?${heeded}` : c.req.path;
}

/** The address of the page of this list that begins after `cursor`. */
export function nextPage(
  platform: Pick<Platform, 'config'>,
  c: ApiContext,
  { query, cursor }: { query: Record<string, unknown>; cursor: string },
): string {
  const params = heededParams(c, query);
  params.set('cursor', cursor);
  return `${platform.config.origin}${c.req.path}?${params.toString()}`;
}

/** Where a thing of the API is, as others reach it. */
export function apiAddress({ config }: Pick<Platform, 'config'>, path: string): string {
  return `${config.origin}${urls.apiRoot()}${path}`;
}

function heededParams(c: ApiContext, query: Record<string, unknown>): URLSearchParams {
  const given = Object.entries(query).filter(([name]) => c.req.query(name) !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

/** The threads that these posts are in, and the topics that these questions name. */
export function tagsOf(posts: readonly PublicPost[]): string[] {
  const tags = posts.flatMap(({ threadId, thread }) => [
    tagOf.thread(threadId),
    ...(thread?.topics ?? []).map(({ id }) => tagOf.topic(id)),
  ]);
  return [...new Set(tags)];
}
