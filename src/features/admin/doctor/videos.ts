import type { Config } from '../../../platform/config.ts';
import { openFiles } from '../../../platform/files/open-files.ts';
import { findCommand } from '../../../platform/media/ask-command.ts';
import { findCage } from '../../../platform/media/cage.ts';
import { findPrograms } from '../../../platform/media/programs.ts';
import type { RecogniserCommand, RecogniserEndpoint } from '../../../platform/recogniser-settings.ts';
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

/** Whether what is asked for the words of videos can be asked. */
export async function checkRecogniser(config: Pick<Config, 'FFMPEG' | 'recogniser'>): Promise<Finding> {
  const what = 'Words of videos';
  const { recogniser } = config;
  if (!recogniser) return ok(what, 'written down by people (no recogniser is set)');
  if (!(await findPrograms(config)))
    return wrong(
      what,
      'a recogniser is set, and no ffmpeg is there to take the sound out of videos',
      'Install ffmpeg, or take RECOGNISER_COMMAND or RECOGNISER_URL out.',
    );
  return 'url' in recogniser ? await checkEndpoint(what, recogniser) : checkCommand(what, recogniser);
}

function checkCommand(what: string, { command: [program] }: RecogniserCommand): Finding {
  if (findCommand(program)) return ok(what, `recognised by ${program}`);
  const { user } = findCage();
  return wrong(
    what,
    `${program} is not there, or may not be run${user ? ` by the user ${user.uid}, who is nobody` : ''}`,
    'Put it on the PATH or name it by its whole path, and let everybody run it.',
  );
}

/** Any answer will do: what it recognises is not tried. */
async function checkEndpoint(what: string, { url }: RecogniserEndpoint): Promise<Finding> {
  const { host } = new URL(url);
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5000) });
    return ok(what, `recognised by ${host}, which answers`);
  } catch (error) {
    return wrong(what, `${host} does not answer: ${reasonOf(causeOf(error))}`, 'Look at RECOGNISER_URL.');
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause ? error.cause : error;
}

/** Whether the bucket of the settings answers. Nothing is written. */
export async function checkFiles(config: Config): Promise<Finding> {
  const what = 'Files';
  if (!config.S3_ENDPOINT) return ok(what, 'kept in DATA_DIR');
  try {
    await openFiles(config).find('is-there-anything');
    return ok(what, `the bucket ${config.S3_BUCKET} answers`);
  } catch (error) {
    return wrong(
      what,
      `the bucket ${config.S3_BUCKET} cannot be read: ${reasonOf(causeOf(error))}`,
      'Look at S3_ENDPOINT, S3_BUCKET and the keys.',
    );
  }
}
