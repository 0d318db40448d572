import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type GitHubEmail = { email: string; primary: boolean; verified: boolean };

export interface FakeGitHub {
  url: string;
  people: Map<string, { id: number; emails: GitHubEmail[] }>;
  signIn(address: string, login: string): Promise<string>;
  /** Answers nothing from now on, or answers again. */
  hang(hangs: boolean): void;
  close(): Promise<void>;
}

/**
 * What an Enterprise Server of GitHub answers as far as signing in goes, after its documentation. The real one cannot
 * be had without the internet.
 */
export async function openFakeGitHub(client: { id: string; secret: string }): Promise<FakeGitHub> {
  const people: FakeGitHub['people'] = new Map();
  const codes = new Map<string, { login: string; challenge: string; to: string }>();
  const tokens = new Map<string, string>();
  let hanging = false;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (hanging) return;
    const { method, url = '', headers } = request;
    const send = (status: number, body: unknown) => {
      response
        .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
        .end(JSON.stringify(body));
    };
    if (method === 'POST' && url === '/login/oauth/access_token') {
      const form = new URLSearchParams(await text(request));
      const code = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const right =
        code?.challenge === challenge &&
        code.to === form.get('redirect_uri') &&
        form.get('client_id') === client.id &&
        form.get('client_secret') === client.secret;
      if (!code || !right) return send(200, { error: 'bad_verification_code' });
      const token = `gho_${codes.size}${Math.random()}`;
      tokens.set(token, code.login);
      return send(200, { access_token: token, token_type: 'bearer', scope: 'user:email' });
    }
    const person = people.get(tokens.get((headers.authorization ?? '').replace(/^Bearer /, '')) ?? '');
    if (!person) return send(401, { message: 'Bad credentials' });
    if (url === '/api/v3/user') return send(200, { login: 'any', id: person.id, email: 'shown@example.com' });
    if (url === '/api/v3/user/emails') return send(200, person.emails);
    return send(404, { message: 'Not Found' });
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signIn = (address: string, login: string) => {
    const asked = new URL(address);
    if (!address.startsWith(`${url}/login/oauth/authorize?`)) throw new Error(`not GitHub: ${address}`);
    const param = (name: string) => asked.searchParams.get(name) ?? '';
    const code = `code-of-${login}-${Math.random()}`;
    codes.set(code, { login, challenge: param('code_challenge'), to: param('redirect_uri') });
    return Promise.resolve(
      `${param('redirect_uri')}?${new URLSearchParams({ code, state: param('state') })}`,
    );
  };
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url, people, signIn, hang: (hangs) => (hanging = hangs), close };
}
