import type { Lock, Locker } from '@tus/server';
import { Unavailable } from '../../errors.ts';
import type { Hold, Holds } from '../../platform/holds.ts';

/** Milliseconds that a request waits for the one before it to end. */
export const longestWait = 30_000;

export function uploadHold(id: string): string {
  return `upload ${id}`;
}

/** One request at a time writes to an upload, whichever process it came to; the one before is asked to end. */
export class UploadLocker implements Locker {
  readonly #holds: Holds;

  constructor(holds: Holds) {
    this.#holds = holds;
  }

  newLock(id: string): Lock {
    let hold: Hold | null = null;
    return {
      lock: async (signal, onWanted) => {
        hold = await this.#holds.wait(uploadHold(id), longestWait, {
          signal,
          onWanted: () => void onWanted(),
        });
        if (!hold) throw new Unavailable('Another request writes to this upload at the moment.');
      },
      unlock: async () => await hold?.release(),
    };
  }
}
