import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenIdProvider from 'oidc-provider';

/** What the provider says of somebody. */
export type Claims = {
  email?: string;
  email_verified?: unknown;
  hd?: string;
  tid?: string;
  xms_edov?: unknown;
};

export interface TestProvider {
  issuer: string;
  /** Where it listens. */
  local: string;
  /** By subject: whoever is in it can sign in there, with any password. */
  people: Map<string, Claims>;
  serve(origin: string): void;
  /** The settings under which Cairn knows it as `key`. */
  settings(key: string): Record<string, string>;
  /** Signs in at the address that somebody was sent to; returns the one that they are sent back to. */
  signIn(address: string, subject: string): Promise<string>;
  /** Says no there. */
  abort(address: string): Promise<string>;
  close(): Promise<void>;
}

const client = { id: 'cairn', secret: 'a secret that only the two of them know' };

/** A real OpenID provider on this machine, for the site at `origin`; one that is named later by `serve` where it is not given. */
export async function openProvider({
  origin,
  keys,
  outside,
}: {
  origin?: string;
  keys: readonly string[];
  /** The issuer that it signs as, where somebody stands between: what is asked there is handed on to `local`. */
  outside?: string;
}): Promise<TestProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = outside ?? local;
  const people = new Map<string, Claims>();
  const serve = (site: string) => {
    const redirects = keys.map((key) => `${site}/sign-in/with/${key.toLowerCase()}/back`);
    const answer = quietly(() => createProvider({ issuer, people, redirects })).callback();
    server.on('request', (request, response) => void answer(request, response));
  };
  if (origin) serve(origin);
  const settings = (key: string) => ({
    [`OIDC_${key}_ISSUER`]: issuer,
    [`OIDC_${key}_CLIENT_ID`]: client.id,
    [`OIDC_${key}_CLIENT_SECRET`]: client.secret,
    [`OIDC_${key}_NAME`]: `${key.charAt(0)}${key.slice(1).toLowerCase()}`,
  });
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {
    ...{ issuer, local, people, settings, serve, close },
    signIn: (address, subject) => browse(issuer, address, { login: subject, password: 'any' }),
    abort: (address) => browse(issuer, address, null),
  };
}

function createProvider(known: {
  issuer: string;
  people: Map<string, Claims>;
  redirects: string[];
}): OpenIdProvider {
  const { issuer, people, redirects } = known;
  const minutes = {
    AccessToken: 10,
    AuthorizationCode: 1,
    Grant: 10,
    IdToken: 10,
    Interaction: 10,
    Session: 10,
  };
  const proxied = issuer.startsWith('https:');
  const provider = new OpenIdProvider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: redirects,
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'tid'], email: ['email', 'email_verified', 'hd', 'xms_edov'] },
    // Microsoft’s are in the token itself; those of others can be asked for.
    conformIdTokenClaims: !proxied,
    cookies: { keys: ['a key of this test'] },
    ttl: Object.fromEntries(Object.entries(minutes).map(([name, count]) => [name, count * 60])),
    pkce: { required: () => true },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...(people.get(subject) as object) }),
    }),
  });
  provider.proxy = proxied;
  return provider;
}

/** Goes through the pages of the provider as a browser would, until one leads away from it. */
async function browse(issuer: string, start: string, login: Record<string, string> | null): Promise<string> {
  const cookies = new Map<string, string>();
  let [address, form] = [start, null as URLSearchParams | null];
  for (let step = 0; step < 20; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      ...{ redirect: 'manual', headers: { cookie } },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const text = await response.text();
    if (!location && response.status !== 200)
      throw new Error(`the provider answered ${response.status}: ${text}`);
    form = null;
    if (location) address = new URL(location, address).href;
    else if (!login) address = hrefIn(text, /href="([^"]+\/abort)"/);
    else {
      address = hrefIn(text, /action="([^"]+)"/);
      const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? '';
      form = new URLSearchParams({ prompt, ...(prompt === 'login' ? login : {}) });
    }
    if (!address.startsWith(`${new URL(issuer).origin}/`)) return address;
  }
  throw new Error('the provider leads nowhere');
}

function hrefIn(text: string, pattern: RegExp): string {
  const href = pattern.exec(text)?.[1];
  if (!href) throw new Error(`no way on in ${text}`);
  return href;
}

/** It says on the console that it is not for production. */
function quietly<Result>(work: () => Result): Result {
  const { info, warn } = console;
  Object.assign(console, { info: () => undefined, warn: () => undefined });
  try {
    return work();
  } finally {
    Object.assign(console, { info, warn });
  }
}
