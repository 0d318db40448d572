import { once } from 'node:events';
import type { AddressInfo, NetConnectOpts, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

export interface Proxy {
  /** The database behind it, by way of this proxy. */
  url: string;
  open(): void;
  /** Breaks all connections and takes no new ones: the server has died. */
  cut(): void;
  /** Passes nothing on any more and says nothing; new connections hang: the network has gone. */
  silence(): void;
  close(): Promise<void>;
}

type Mode = 'open' | 'cut' | 'silent';

/** A way to the database at `databaseUrl` that can be broken. What was silenced once stays so. */
export async function openProxy(databaseUrl: string): Promise<Proxy> {
  const target = targetOf(new URL(databaseUrl));
  const pairs = new Set<readonly [Socket, Socket]>();
  let mode: Mode = 'open';
  const server = createServer((near) => {
    if (mode === 'cut') return near.destroy();
    const far = connect(target);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => void (to.destroyed || to.write(bytes)));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
    if (mode === 'silent') hush(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const breakAll = () => pairs.forEach(([near, far]) => (near.destroy(), far.destroy()));
  return {
    url: url.href,
    open: () => void (mode = 'open'),
    cut: () => {
      mode = 'cut';
      breakAll();
    },
    silence: () => {
      mode = 'silent';
      pairs.forEach(hush);
    },
    close: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}

function hush(pair: readonly [Socket, Socket]): void {
  for (const socket of pair) socket.removeAllListeners('data').pause();
}

function targetOf({ hostname, port }: URL): NetConnectOpts {
  const host = decodeURIComponent(hostname);
  const number = Number(port || 5432);
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${number}`) } : { host, port: number };
}
