import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Files } from './files.ts';
import { LocalFiles } from './local-files.ts';
import { S3Files } from './s3-files.ts';

/** The bucket that settings name, else a folder of this machine. */
export function openFiles(config: Config): Files {
  return config.S3_ENDPOINT && config.S3_BUCKET
    ? new S3Files(config)
    : new LocalFiles(join(config.dataDir, 'files'));
}
