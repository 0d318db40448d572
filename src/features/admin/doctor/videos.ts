import type { Config } from '../../../platform/config.ts';
import { openFiles } from '../../../platform/files/open-files.ts';
import { findCage } from '../../../platform/media/cage.ts';
import { findPrograms } from '../../../platform/media/programs.ts';
import type { Finding } from './finding.ts';
import { note, ok, reasonOf, wrong } from './finding.ts';

/** Which of two ways videos go: made anew in every size by ffmpeg, or only repacked. */
export async function checkVideos(config: Pick<Config, 'FFMPEG'>): Promise<Finding> {
  const what = 'Videos';
  const repacked = 'only repacked, where browsers play what was sent; everything else is refused';
  if (config.FFMPEG === 'off') return note(what, `${repacked} (FFMPEG is off)`);
  const programs = await findPrograms(config);
  if (!programs)
    return note(
      what,
      `${repacked}: no ffmpeg that writes H.264 is on the PATH`,
      'Install ffmpeg, so that every film can be sent and plays in several sizes.',
    );
  const made = `made in several sizes by ffmpeg ${programs.version}`;
  const { hasNoNetwork, hasLimits } = findCage();
  if (hasNoNetwork && hasLimits) return ok(what, `${made}, without a network and within limits`);
  const lacks = [hasLimits ? [] : 'prlimit', hasNoNetwork ? [] : 'unshare'].flat().join(' and ');
  return note(
    what,
    `${made}, which is held back less than it could be: ${lacks} cannot be used here`,
    'Install util-linux, and allow namespaces to the user that Cairn runs as.',
  );
}

/** Whether the bucket of the settings answers. Nothing is written. */
export async function checkFiles(config: Config): Promise<Finding> {
  const what = 'Files';
  if (!config.S3_ENDPOINT) return ok(what, 'kept in DATA_DIR');
  try {
    await openFiles(config).find('is-there-anything');
    return ok(what, `the bucket ${config.S3_BUCKET} answers`);
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    return wrong(
      what,
      `the bucket ${config.S3_BUCKET} cannot be read: ${reasonOf(cause)}`,
      'Look at S3_ENDPOINT, S3_BUCKET and the keys.',
    );
  }
}
