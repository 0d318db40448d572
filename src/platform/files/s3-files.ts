import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { S3mini } from 's3mini';
import { Unavailable } from '../../errors.ts';
import type { Config } from '../config.ts';
import type { ByteRange, Files, StoredFile } from './files.ts';
import { requireKey } from './files.ts';

type Settings = Pick<
  Config,
  'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'
>;

const octets = 'application/octet-stream';
const page = 1000;

/** Files in a bucket that speaks S3. Whatever it cannot do at the moment throws Unavailable. */
export class S3Files implements Files {
  readonly #bucket: S3mini;

  constructor(settings: Settings) {
    this.#bucket = new S3mini({
      endpoint: `${(settings.S3_ENDPOINT ?? '').replace(/\/$/, '')}/${settings.S3_BUCKET}`,
      region: settings.S3_REGION ?? 'auto',
      accessKeyId: settings.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: settings.S3_SECRET_ACCESS_KEY ?? '',
    });
  }

  async take(key: string, path: string): Promise<void> {
    requireKey(key);
    const blob = await openAsBlob(path);
    await reach(this.#bucket.putAnyObject(key, blob, octets));
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    await reach(this.#bucket.putObject(requireKey(key), bytes, octets));
  }

  async find(key: string): Promise<StoredFile | null> {
    requireKey(key);
    const listed = await reach(this.#bucket.listObjects('/', key, page));
    const found = listed?.find((object) => object.Key === key);
    return found ? stored(found) : null;
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    requireKey(key);
    const response = await reach(
      range
        ? this.#bucket.getObjectRaw(key, false, range.start, range.end)
        : this.#bucket.getObjectRaw(key, true),
    );
    if (!response.body) return Readable.from([]);
    return Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  }

  async *list(folder: string): AsyncIterable<StoredFile> {
    const prefix = folder === '' ? '' : `${requireKey(folder)}/`;
    for (let token: string | undefined; ;) {
      const listed = await reach(this.#bucket.listObjectsPaged('/', prefix, page, token));
      for (const object of listed?.objects ?? []) yield stored(object);
      token = listed?.nextContinuationToken;
      if (!token) return;
    }
  }

  async remove(key: string): Promise<void> {
    await reach(this.#bucket.deleteObject(requireKey(key)));
  }

  /** A bucket shows nothing that is not whole; what it keeps of broken uploads, a rule of its own removes: docs/operate.md. */
  async sweep(): Promise<void> {
    await Promise.resolve();
  }
}

function stored(object: { Key: string; Size: number | string; LastModified: Date | string }): StoredFile {
  return { key: object.Key, bytes: Number(object.Size), modified: new Date(object.LastModified) };
}

async function reach<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw new Unavailable('The files cannot be reached at the moment.', { cause });
  }
}
