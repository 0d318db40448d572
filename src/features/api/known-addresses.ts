import type { MiddlewareHandler } from 'hono';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { problem } from './answer-problems.ts';
import type { Api, ApiEnv } from './env.ts';

interface Known {
  path: RegExp;
  methods: string[];
}

/** Answers 404 where nothing is declared, and 405 where another method is. */
export function requireKnownAddress(platform: Platform, api: Api): MiddlewareHandler<ApiEnv> {
  let known: Known[] | undefined;
  return async (c, next) => {
    known ??= listKnown(api);
    const address = known.find(({ path }) => path.test(c.req.path));
    if (!address) return problem(platform, c, { status: 404, detail: 'There is nothing at this address.' });
    if (!address.methods.includes(c.req.method)) {
      c.header('allow', address.methods.join(', '));
      return problem(platform, c, { status: 405, detail: `It takes ${address.methods.join(', ')}.` });
    }
    return await next();
  };
}

function listKnown(api: Api): Known[] {
  const methods = new Map([['/openapi.json', new Set(['GET', 'HEAD'])]]);
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { path, method } = definition.route;
    const all = methods.get(path) ?? new Set();
    methods.set(path, all.add(method.toUpperCase()));
    if (method === 'get') all.add('HEAD');
  }
  return [...methods].map(([path, allowed]) => ({
    path: new RegExp(
      `^${urls.apiRoot()}${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`,
    ),
    methods: [...allowed],
  }));
}
