import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../build/paths.mjs';

const autocannon = join(root, 'node_modules', 'autocannon', 'autocannon.js');

export interface Load {
  url: string;
  /** For how many seconds, or how often in all. */
  lasting: { seconds: number } | { requests: number };
  connections: number;
  cookie?: string;
}

export interface LoadResult {
  requestsPerSecond: number;
  requests: number;
  /** Milliseconds. */
  p99: number;
}

/** Asks for one address again and again, from a process of its own. Throws when an answer is not 200. */
export async function load({ url, lasting, connections, cookie }: Load): Promise<LoadResult> {
  const headers = ['accept-encoding=br', ...(cookie ? [`cookie=${cookie}`] : [])].flatMap((header) => [
    '-H',
    header,
  ]);
  const length = 'seconds' in lasting ? ['-d', String(lasting.seconds)] : ['-a', String(lasting.requests)];
  const args = [autocannon, '--json', ...length, '-c', String(connections), ...headers, url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  const result = JSON.parse(stdout) as AutocannonResult;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} other statuses, ${result.errors} errors`);
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    requests: result['2xx'],
    p99: result.latency.p99,
  };
}

interface AutocannonResult {
  '2xx': number;
  non2xx: number;
  errors: number;
  duration: number;
  latency: { p99: number };
}
