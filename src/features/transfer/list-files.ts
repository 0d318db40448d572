import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface SourceFile {
  path: string;
  /** As a report names it. */
  name: string;
  /** Where the files that its records name are looked for. */
  folder: string;
  bytes: number;
}

/** What cannot begin at all; the message is one sentence for the operator. */
export class TransferError extends Error {}

/** The file, or the .jsonl files of the folder by name. Throws TransferError where there is nothing to read. */
export async function listFiles(path: string): Promise<SourceFile[]> {
  const full = resolve(path);
  const found = await stat(full).catch(() => null);
  if (!found) throw new TransferError(`There is nothing at ${path}.`);
  if (found.isFile()) return [{ path: full, name: path, folder: dirname(full), bytes: found.size }];
  if (!found.isDirectory()) throw new TransferError(`${path} is neither a file nor a folder.`);
  const names = (await readdir(full)).filter((name) => name.endsWith('.jsonl')).toSorted();
  if (names.length === 0) throw new TransferError(`There is no .jsonl file in ${path}.`);
  return await Promise.all(
    names.map(async (name) => {
      const { size: bytes } = await stat(join(full, name));
      return { path: join(full, name), name: join(path, name), folder: full, bytes };
    }),
  );
}
