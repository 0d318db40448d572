import type { Hono } from 'hono';
import type { Edge } from '../../../src/edge/context.ts';
import type { Listed } from './notation.ts';
import { roles } from './notation.ts';

/** The routes of the application, mounted ones too: "POST /posts/:id/vote". Middleware is none. */
function listRoutes(app: Hono<Edge>): Set<string> {
  const routes = app.routes.filter(({ method, path }) => !(method === 'ALL' && path.endsWith('*')));
  return new Set(routes.map(({ method, path }) => `${method} ${path}`));
}

/** What the matrix lacks, and what it lists though the application has it no more. Empty where there is neither. */
export function explainGaps(app: Hono<Edge>, listed: readonly Listed[]): string {
  const there = listRoutes(app);
  const written = new Set(listed.map(({ route }) => route));
  const missing = [...there].filter((route) => !written.has(route));
  const old = [...written].filter((route) => !there.has(route));
  return [
    ...missing.map((route) => `${route} is not in the authorization matrix.`),
    ...(missing.length > 0 ? [howToAdd(missing[0] ?? '')] : []),
    ...old.map((route) => `${route} is in the matrix, and the application has it no more: take it out.`),
  ].join('\n');
}

function howToAdd(route: string): string {
  return `Add it to a table in test/privacy/matrix/, having thought of who may do it:

  route('${route}', { form: { /* what is sent */ }, leadsTo: '{at}' })\`
       ${roles.join(' ')}
    -     401      200       200   200      200       200   200\`,

The first word of a line is a place of test/privacy/matrix/world.ts: "question", "deleted-answer", "draft"; "-" where
the address names nothing. Then "npx vitest run test/privacy/matrix" shows the statuses as they are.
`;
}
