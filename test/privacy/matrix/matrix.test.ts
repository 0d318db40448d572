import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from './cells.ts';
import { explainGaps } from './coverage.ts';
import { route, type Listed } from './notation.ts';
import { tables } from './tables.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  // A recogniser, for the route that asks it.
  world = await createWorld({ environment: { RECOGNISER_COMMAND: 'true' } });
});
afterAll(() => world.close());

describe('the authorization matrix', () => {
  it('lists every route of the application, and no other', () => {
    expect(explainGaps(world.community.app, tables)).toBe('');
  });

  it.each(tables.map((listed) => [nameOf(listed), listed] as const))('%s', async (_, listed) => {
    expect((await findFaults(world, listed)).join('\n')).toBe('');
  });
});

const edit = route('GET /posts/:id/edit')`
                  nobody outsider colleague asker answerer moderator admin
    question         401      403       403   200      403       403   403
    deleted-answer   401      404       404   404      200       404   404`;

describe('the matrix does not let pass', () => {
  it('a route that nobody has listed, or one that is no more', () => {
    const lacking = tables.filter((listed) => listed.route !== 'POST /posts/:id/vote');
    expect(explainGaps(world.community.app, lacking)).toContain(
      'POST /posts/:id/vote is not in the authorization matrix.',
    );
    const old = { ...edit, route: 'GET /posts/:id/readers' };
    expect(explainGaps(world.community.app, [...tables, old])).toContain('GET /posts/:id/readers is in the');
  });

  it('a page that is shown to somebody else too', async () => {
    const faults = await findFaults(leaky({ cookieOf: 'asker' }), edit);
    expect(faults).toContain('question, colleague: 403 is listed, not 200');
    expect(faults).toContain('question, nobody: 401 is listed, not 200');
  });

  it('a refusal that is not that of what is not there', async () => {
    const tell = (response: Response) =>
      new Response('It was deleted.', { status: response.status, headers: response.headers });
    const faults = await findFaults(leaky({ of: 'deleted-answer', answer: tell }), edit);
    expect(faults).toContain('deleted-answer, moderator: its 404 differs from that of what is not there');
  });

  it('a refusal that has written something', async () => {
    const { pool } = world.community.platform.db;
    const write = async (response: Response) => {
      await pool.query(
        `insert into rate_limits (key, points) values ('who asked', 1) on conflict do nothing`,
      );
      return response;
    };
    const faults = await findFaults(leaky({ answer: write }), edit);
    expect(faults).toContain('question: a refusal changed public.rate_limits');
  });
});

/** The same world, behind something that changes requests or answers. */
function leaky({
  cookieOf,
  of,
  answer = (response) => response,
}: {
  cookieOf?: 'asker';
  of?: string;
  answer?: (response: Response) => Response | Promise<Response>;
}): World {
  const cookie = cookieOf && `session=${world.sessions.get(cookieOf)}`;
  const id = of === undefined ? '' : (world.places.get(of)?.['id'] ?? '');
  const send: World['send'] = async (url, init) => {
    const headers = cookie ? { ...init.headers, cookie } : init.headers;
    const response = await world.send(url, { ...init, headers });
    return url.includes(id) ? await answer(response) : response;
  };
  return { ...world, send };
}

function nameOf({ route: name, options, rows }: Listed): string {
  const sent = { ...options.form, ...(options.query ? { query: options.query } : {}) };
  const told = Object.entries(sent).map(([field, value]) => `${field}=${value.slice(0, 12)}`);
  return `${name} ${told.join(' ')} (${rows.length})`;
}
