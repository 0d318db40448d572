import { once } from 'node:events';
import { readdir, rm, utimes } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import S3rver from 's3rver';
import { makeTemporaryFolder } from './temporary-folder.ts';

export interface Bucket {
  settings: {
    S3_ENDPOINT: string;
    S3_BUCKET: string;
    S3_REGION: string;
    S3_ACCESS_KEY_ID: string;
    S3_SECRET_ACCESS_KEY: string;
  };
  /** Lets everything in it have been there for long. */
  age(): Promise<void>;
  close(): Promise<void>;
}

/** A server that speaks S3, with an empty bucket, and the settings that lead to it. */
export async function openBucket(): Promise<Bucket> {
  const directory = await makeTemporaryFolder();
  const bucket = new S3rver({ directory, silent: true, configureBuckets: [{ name: 'cairn', configs: [] }] });
  await bucket.configureBuckets();
  const server = createServer(bucket.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: {
      S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      S3_BUCKET: 'cairn',
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    age: async () => {
      const long = new Date(Date.now() - 25 * 60 * 60 * 1000);
      for (const name of await readdir(directory, { recursive: true }))
        await utimes(join(directory, name), long, long);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await rm(directory, { recursive: true });
    },
  };
}
