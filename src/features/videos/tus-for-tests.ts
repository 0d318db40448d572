import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { CastName } from '../../../test/cast.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addTopic } from '../../../test/threads.ts';
import { chooseAda } from './videos-for-tests.ts';

export interface Asking {
  headers?: Record<string, string>;
  body?: BodyInit;
  who?: CastName;
}

/** A community behind a real socket, in which Ada uploads by the protocol. */
export class TusSite {
  readonly community: TestCommunity;
  readonly server: Server;

  constructor(community: TestCommunity, server: Server) {
    this.community = community;
    this.server = server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  headersOf(who: CastName = 'answerer'): Record<string, string> {
    const cookie = [...this.community[who].client.cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    return { cookie, origin: this.community.platform.config.origin, 'x-forwarded-for': '192.0.2.77' };
  }

  async ask(method: string, path: string, { headers = {}, body, who }: Asking = {}): Promise<Response> {
    const own = { ...this.headersOf(who), 'tus-resumable': '1.0.0', ...headers };
    const init = { method, headers: own, body: body ?? null, redirect: 'manual', duplex: 'half' } as const;
    return await fetch(this.origin + path, init);
  }

  /** The address of an upload of so many bytes. */
  async begin(id: string, bytes: number): Promise<string> {
    const headers = { 'upload-length': String(bytes) };
    const begun = await this.ask('POST', `/videos/own/${id}/uploads`, { headers });
    if (begun.status !== 201) throw new Error(`it was answered with ${begun.status}`);
    return begun.headers.get('location') ?? '';
  }

  async send(address: string, offset: number, bytes: Buffer | string, who?: CastName): Promise<Response> {
    const body = new Uint8Array(Buffer.from(bytes));
    const asking = { headers: piece(offset), body };
    return await this.ask('PATCH', address, who ? { ...asking, who } : asking);
  }

  /** How many bytes have arrived; null where there is no such upload. */
  async offset(address: string): Promise<number | null> {
    const { ok, headers } = await this.ask('HEAD', address);
    return ok ? Number(headers.get('upload-offset')) : null;
  }

  /** What lies in the folder of those that are arriving. */
  async uploads(): Promise<string[]> {
    return await readdir(join(this.community.platform.config.dataDir, 'uploads')).catch(() => []);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.community.close();
  }
}

export function piece(offset: number): Record<string, string> {
  return { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
}

export async function openTusSite(environment: Record<string, string> = {}): Promise<TusSite> {
  const community = await createTestCommunity({ environment: { VIDEO_MAX_MB: '4', ...environment } });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await chooseAda(community);
  return new TusSite(community, await listen(community.app));
}

export async function listen(app: TestCommunity['app']): Promise<Server> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}
