import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { chmod, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { codeOf } from '../error-code.ts';

const canaryWord = 'QXZPLANTED';

/**
 * What films must not lead to, all of it within anybody's reach: an address that hears of every connection, a file with a
 * word in it, and a pipe that hears of whoever opens it.
 */
export interface Foreign {
  address: string;
  canary: string;
  pipe: string;
  /** What has been reached so far, and which files of that folder hold the word. */
  reached(folder: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function openForeign(): Promise<Foreign> {
  const folder = await makeTemporaryFolder();
  await chmod(folder, 0o755);
  const [canary, pipe] = [join(folder, 'canary.ts'), join(folder, 'pipe.ts')];
  await writeFile(canary, `${canaryWord} `.repeat(500), { mode: 0o644 });
  await promisify(execFile)('mkfifo', ['-m', '644', pipe]);
  const found = new Set<string>();
  const server = createServer((_, response) => response.end(canaryWord));
  server.on('connection', () => found.add('the address'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // Whoever opens the pipe waits for somebody to write, so none is missed between two looks.
  const timer = setInterval(() => {
    void isOpened(pipe).then((opened) => opened && found.add('the pipe'));
  }, 20);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    canary,
    pipe,
    reached: async (made) => [...found, ...(await filesWith(made))].toSorted(),
    close: async () => {
      clearInterval(timer);
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function isOpened(pipe: string): Promise<boolean> {
  try {
    const file = await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    await file.writeFile(canaryWord);
    await file.close();
    return true;
  } catch (error) {
    if (['ENXIO', 'ENOENT', 'EPIPE'].includes(codeOf(error))) return codeOf(error) === 'EPIPE';
    throw error;
  }
}

/** But for the film itself, which names it. */
async function filesWith(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('film'));
  const held = names.map(async (name) => (await readFile(join(folder, name))).includes(canaryWord));
  const are = await Promise.all(held);
  return names.filter((_, index) => are[index]);
}

const containers = ['moov', 'trak', 'mdia', 'minf', 'dinf'];

/** The same film, whose picture is said to lie in another file: a QuickTime alias with an absolute path. */
export function pointElsewhere(film: Buffer, path: string): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= film.length;) {
    const size = film.readUInt32BE(at);
    const type = film.toString('latin1', at + 4, at + 8);
    const inside = film.subarray(at + 8, at + size);
    if (containers.includes(type)) parts.push(box(type, pointElsewhere(inside, path)));
    else if (type === 'dref') parts.push(box('dref', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), alias(path)));
    else parts.push(film.subarray(at, at + size));
    at += size;
  }
  return Buffer.concat(parts);
}

function alias(path: string): Buffer {
  const absolute = Buffer.from(path.length % 2 === 0 ? path : `${path}\0`);
  const record = Buffer.concat([
    // Version and flags, then a Macintosh alias record without names of volumes.
    ...[Buffer.alloc(4), Buffer.alloc(150)],
    ...[Buffer.from([0, 2]), uint16(absolute.length), absolute, Buffer.from([0xff, 0xff, 0, 0])],
  ]);
  return box('alis', record);
}

function box(type: string, ...inside: Buffer[]): Buffer {
  const bytes = Buffer.concat(inside);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, bytes]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
