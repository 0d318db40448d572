import type { Readable } from 'node:stream';

/** Bytes from `start` up to and without `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredFile {
  key: string;
  bytes: number;
  modified: Date;
}

/**
 * Where files are kept: a folder, or a bucket. A key is a path of plain names, "videos/0f3a…/poster.jpg"; what is none
 * throws. Whoever reads a key sees a whole file or none.
 */
export interface Files {
  /** Puts a local file under a key, in place of what was there. The local one may be gone afterwards. */
  take(key: string, path: string): Promise<void>;
  /** The same for bytes in memory. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** Null where there is none. */
  find(key: string): Promise<StoredFile | null>;
  /** Its bytes, or those of a range that lies within. Throws where there is no such file. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Every file whose key begins with `folder/`; all, where that is empty. */
  list(folder: string): AsyncIterable<StoredFile>;
  /** Nothing happens where there is none. */
  remove(key: string): Promise<void>;
  /** Removes what was half written when its process died, and has not been touched since `before`. */
  sweep(before: Date): Promise<void>;
}

const plainKey = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

/** Throws for what could lead anywhere else: `..`, a slash in front, names that begin with a dot. */
export function requireKey(key: string): string {
  if (key.length > 200 || !plainKey.test(key)) throw new Error('this is no key of a file');
  return key;
}
