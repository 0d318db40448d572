import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, realpath, rm, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, resolve, sep } from 'node:path';
import { codeOf } from '../../platform/error-code.ts';
import type { TransferPlatform } from './context.ts';

/** A file of ours, named by its content, or one that was named and not there. */
export type StoredFile = { stored: string } | { missing: string };

function filesFolder({ config }: Pick<TransferPlatform, 'config'>): string {
  return join(config.dataDir, 'files');
}

/**
 * Keeps a file that a record names under the SHA-256 of its content. A name that
 * leads out of the folder, by `..` or by a link, is refused with a reason.
 */
export async function storeFile(
  platform: TransferPlatform,
  folder: string,
  name: string,
): Promise<{ file: StoredFile } | { reason: string }> {
  if (!isPlainName(name)) return { reason: 'is not a path below the folder of the JSON Lines file' };
  const found = await findFile(folder, name);
  if (!found) return { file: { missing: name } };
  if (!found.inside) return { reason: 'leads out of the folder of the JSON Lines file' };
  return { file: { stored: await copyByContent(platform, found.path) } };
}

function isPlainName(name: string): boolean {
  if (/[\p{C}\\]/u.test(name) || isAbsolute(name)) return false;
  return name.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

async function findFile(folder: string, name: string): Promise<{ path: string; inside: boolean } | null> {
  try {
    const [root, path] = [await realpath(folder), await realpath(resolve(folder, name))];
    const inside = path.startsWith(root.endsWith(sep) ? root : root + sep);
    return inside && !(await stat(path)).isFile() ? null : { path, inside };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error));
}

const partPrefix = '.import-';

async function copyByContent(platform: TransferPlatform, source: string): Promise<string> {
  const folder = filesFolder(platform);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `${partPrefix}${platform.random.bytes(8).toString('hex')}`);
  try {
    const name = `${await copyHashing(source, part)}${extensionOf(source)}`;
    if (!(await platform.files.find(name))) await platform.files.take(name, part);
    return name;
  } finally {
    await rm(part, { force: true });
  }
}

async function copyHashing(source: string, target: string): Promise<string> {
  const hash = createHash('sha256');
  const out = await open(target, 'wx', 0o600);
  try {
    for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await out.writeFile(chunk);
    }
    await out.sync();
  } finally {
    await out.close();
  }
  return hash.digest('hex');
}

const recordings = [
  '.mp4',
  '.m4v',
  '.mov',
  '.webm',
  '.mkv',
  '.ogv',
  '.mp3',
  '.m4a',
  '.ogg',
  '.opus',
  '.wav',
  '.vtt',
  '.srt',
];

// Whatever else it calls itself (a page, a drawing with a script in it) must not be served as such one day.
function extensionOf(path: string): string {
  const extension = extname(path).toLowerCase();
  return recordings.includes(extension) ? extension : '';
}

/** Removes what a killed import was copying. Only while no other import runs. */
export async function removeParts(platform: TransferPlatform): Promise<void> {
  const folder = filesFolder(platform);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const name of names) if (name.startsWith(partPrefix)) await rm(join(folder, name), { force: true });
}
