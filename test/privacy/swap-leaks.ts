import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Edge } from '../../src/edge/context.ts';
import type { Leak, Player, World } from './scenario-world.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

interface Exchange {
  request: Request;
  response: Response;
  path: string;
  /** Who asks, by the session or the token. */
  player: Player | null;
}

interface Between {
  before?: (player: Player | null) => void;
  after?: (exchange: Exchange) => Promise<Response>;
}

/** An application around the application. */
function around(world: World, { before, after }: Between): Hono<Edge> {
  const outer = new Hono<Edge>();
  outer.all('*', async (c) => {
    const player = playerBehind(world, c.req.raw);
    before?.(player);
    const response = await world.community.app.fetch(c.req.raw);
    const { pathname: path } = new URL(c.req.url);
    return after ? await after({ request: c.req.raw, response, path, player }) : response;
  });
  return outer;
}

function playerBehind({ players }: World, request: Request): Player | null {
  const session = /session=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const all = [...players.values()];
  return (
    all.find(({ client, apiToken }) => client.cookies.get('session') === session || apiToken === token) ??
    null
  );
}

/** Notes whose each post is, as a table that ties them would. */
function remember(owners: Map<string, string>, { request, response, player }: Exchange): void {
  const location = response.headers.get('location') ?? '';
  const id =
    /^\/questions\/(\w+)\//.exec(location)?.[1] ?? /\/api\/v1\/questions\/(\w+)$/.exec(location)?.[1];
  if (request.method === 'POST' && id && player && !owners.has(id)) owners.set(id, player.email);
}

async function withText(response: Response, change: (text: string) => string): Promise<Response> {
  const { status, headers } = response;
  return new Response(change(await response.text()), { status, headers });
}

export const headerOfTheAccount: Leak = {
  name: 'a header of thread pages is made from the account',
  wrap: (world) => {
    const owners = new Map<string, string>();
    const after = async (exchange: Exchange) => {
      remember(owners, exchange);
      const owner = owners.get(/^\/questions\/(\w+)/.exec(exchange.path)?.[1] ?? '');
      if (owner && exchange.request.method === 'GET')
        exchange.response.headers.set('x-cache-key', digest(owner).slice(0, 8));
      return exchange.response;
    };
    return around(world, { after });
  },
};

export const handleOfTheAccount: Leak = {
  name: 'handles are drawn by a chance that begins with the account',
  wrap: (world) => {
    let [who, drawn] = ['', 0];
    world.random.integer = (below) => Number.parseInt(digest(`${who} ${drawn++}`).slice(0, 8), 16) % below;
    return around(world, { before: (player) => ([who, drawn] = [player?.email ?? '', 0]) });
  },
};

export const accountInTheLog: Leak = {
  name: 'the log names the account of a request that writes',
  wrap: (world) =>
    around(world, {
      after: async ({ request, response, player }) => {
        if (request.method === 'POST') world.log.push(JSON.stringify({ account: player?.email ?? null }));
        return response;
      },
    }),
};

export const recipientOfKeptMail: Leak = {
  name: 'a kept mail about a masked post keeps its recipient',
  prepare: async ({ community: { platform } }) => {
    const { mail } = platform;
    const send: typeof mail.send = (one) => mail.send({ ...one, aboutMaskedPost: false });
    Object.assign(platform, { mail: { send } });
  },
};

export const metricsByAccount: Leak = {
  name: 'metrics are counted by account',
  wrap: (world) => {
    const counts = new Map<string, number>();
    const after = async ({ request, response, path, player }: Exchange) => {
      const who = digest(player?.email ?? '').slice(0, 4);
      if (request.method === 'POST') counts.set(who, (counts.get(who) ?? 0) + 1);
      const lines = [...counts].map(([name, count]) => `cairn_writes_total{who="${name}"} ${count}`);
      return path === '/metrics' ? await withText(response, (text) => [text, ...lines].join('\n')) : response;
    };
    return around(world, { after });
  },
};

export const orderOfAccounts: Leak = {
  name: 'the API lists questions in the order of their accounts',
  wrap: (world) => {
    const owners = new Map<string, string>();
    const after = async (exchange: Exchange) => {
      remember(owners, exchange);
      if (exchange.path !== '/api/v1/questions' || exchange.request.method !== 'GET')
        return exchange.response;
      return await withText(exchange.response, (text) => {
        const page = JSON.parse(text) as { questions?: { id: string }[] };
        const place = ({ id }: { id: string }) => digest(owners.get(id) ?? '');
        page.questions?.sort((a, b) => place(a).localeCompare(place(b)));
        return JSON.stringify(page);
      });
    };
    return around(world, { after });
  },
};

export const countForModerators: Leak = {
  name: 'a moderator reads how many threads the author of a post has begun',
  wrap: (world) => {
    const owners = new Map<string, string>();
    const after = async (exchange: Exchange) => {
      remember(owners, exchange);
      const owner = owners.get(/^\/moderation\/posts\/(\w+)$/.exec(exchange.path)?.[1] ?? '');
      if (!owner) return exchange.response;
      const count = [...owners.values()].filter((each) => each === owner).length;
      return await withText(exchange.response, (text) => text.replace('</main>', `${count} threads</main>`));
    };
    return around(world, { after });
  },
};

export const accountInTheStream: Leak = {
  name: 'the event stream of an AMA says, unreadably, who has asked last',
  wrap: (world) => {
    const askers = new Map<string, string>();
    const after = async ({ request, response, path, player }: Exchange) => {
      const id = /\/amas\/(?:events\/)?(\w+)/.exec(path)?.[1] ?? '';
      if (request.method === 'POST' && path.endsWith('/questions') && player) askers.set(id, player.email);
      if (!path.startsWith('/amas/events/') || !askers.has(id)) return response;
      return await withText(response, (text) => `${text}: ${digest(askers.get(id) ?? '').slice(0, 8)}\n\n`);
    };
    return around(world, { after });
  },
};

export const markOfTheSuggester: Leak = {
  name: 'the author of a video is shown a mark of who suggested last',
  wrap: (world) => {
    let last = '';
    const after = async ({ request, response, path, player }: Exchange) => {
      if (request.method === 'POST' && path.endsWith('/corrections') && player) last = player.email;
      if (!path.endsWith('/suggestions') || response.status !== 200) return response;
      return await withText(response, (text) =>
        text.replace('</main>', `${digest(last).slice(0, 6)}</main>`),
      );
    };
    return around(world, { after });
  },
};
