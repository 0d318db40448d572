import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { codeOf } from '../error-code.ts';
import type { ByteRange, Files, StoredFile } from './files.ts';
import { requireKey } from './files.ts';

const partName = /(?:^|\/)\.[0-9a-f]{16}\.part$/;

/** Files in a folder of this machine. What is being written has a name that begins with a dot. */
export class LocalFiles implements Files {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async take(key: string, path: string): Promise<void> {
    await this.#place(key, async (part) => {
      await moveOrCopy(path, part);
      await sync(part);
    });
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    await this.#place(key, async (part) => {
      const file = await open(part, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  async find(key: string): Promise<StoredFile | null> {
    const found = await orNull(stat(this.#path(key)));
    return found?.isFile() ? { key, bytes: found.size, modified: found.mtime } : null;
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.#path(key), 'r');
    const options = range ? { start: range.start, end: range.end - 1 } : {};
    return createReadStream('', { ...options, fd: file, highWaterMark: 256 * 1024 });
  }

  async *list(folder: string): AsyncIterable<StoredFile> {
    const root = folder === '' ? this.#folder : this.#path(folder);
    for (const entry of (await orNull(readdir(root, { withFileTypes: true }))) ?? []) {
      if (entry.name.startsWith('.')) continue;
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.list(key);
      const found = entry.isFile() ? await this.find(key) : null;
      if (found) yield found;
    }
  }

  async remove(key: string): Promise<void> {
    const path = this.#path(key);
    await rm(path, { force: true });
    await this.#removeEmpty(dirname(path));
  }

  async sweep(before: Date): Promise<void> {
    const names = (await orNull(readdir(this.#folder, { recursive: true }))) ?? [];
    for (const name of names.filter((each) => partName.test(each))) {
      const path = join(this.#folder, name);
      const found = await orNull(stat(path));
      if (!found?.isFile() || found.mtime >= before) continue;
      await rm(path, { force: true });
      await this.#removeEmpty(dirname(path));
    }
  }

  #path(key: string): string {
    return join(this.#folder, requireKey(key));
  }

  async #place(key: string, fill: (part: string) => Promise<void>): Promise<void> {
    const path = this.#path(key);
    const folder = dirname(path);
    const part = join(folder, `.${randomBytes(8).toString('hex')}.part`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await fill(part);
      await rename(part, path);
      await sync(folder);
    } finally {
      await rm(part, { force: true });
    }
  }

  async #removeEmpty(folder: string): Promise<void> {
    for (let at = folder; at !== this.#folder; at = dirname(at)) {
      try {
        await rmdir(at);
      } catch (error) {
        if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) return;
        throw error;
      }
    }
  }
}

async function moveOrCopy(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    // On another disk.
    if (codeOf(error) !== 'EXDEV') throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
}
