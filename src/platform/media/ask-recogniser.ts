import type { Recogniser } from '../recogniser-settings.ts';
import { askCommand } from './ask-command.ts';
import { askEndpoint } from './ask-endpoint.ts';
import type { Asked } from './not-recognised.ts';
import { NotRecognised } from './not-recognised.ts';

/** What the recogniser of the settings gives for this sound. Throws NotRecognised, or why `signal` says. */
export async function askRecogniser(recogniser: Recogniser, asked: Asked): Promise<Buffer> {
  const { longestMs } = recogniser;
  const limit = AbortSignal.timeout(longestMs);
  const limited = { ...asked, signal: AbortSignal.any([asked.signal, limit]) };
  try {
    return 'url' in recogniser
      ? await askEndpoint(recogniser, limited)
      : await askCommand(recogniser, longestMs, limited);
  } catch (cause) {
    asked.signal.throwIfAborted();
    throw limit.aborted ? tookTooLong(cause) : cause;
  }
}

function tookTooLong(cause: unknown): NotRecognised {
  const words = 'Recognising the words of this video took longer than is given to one.';
  return new NotRecognised(words, { why: 'it took too long', cause });
}
