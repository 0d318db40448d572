import type { Config } from '../../../platform/config.ts';
import { findPrograms } from '../../../platform/media/programs.ts';
import type { Finding } from './finding.ts';
import { ok } from './finding.ts';

/** Which of two ways videos are made ready; both are right, so neither is a fault. */
export async function checkVideoTools(config: Pick<Config, 'FFMPEG'>): Promise<Finding> {
  const programs = await findPrograms(config);
  if (programs) return ok('Videos', `in several sizes, by ffmpeg ${programs.version}`);
  const why = config.FFMPEG === 'off' ? 'FFMPEG is off' : 'there is no ffmpeg on the PATH that writes H.264';
  return ok('Videos', `only as they come, if browsers play them: ${why}`);
}
