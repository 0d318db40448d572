import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

const schema = z.array(
  z.strictObject({
    ref: z.string(),
    /** From the moment on which the sample is loaded. */
    startsInMinutes: z.int().positive(),
    lastsMinutes: z.int().positive(),
    zone: z.string(),
  }),
);

const setAhead = statement<{ ref: string; startsAt: Date; endsAt: Date; zone: string }, never>('setAmaAhead')`
  with ama as (
    select id from imported_refs where kind = 'post' and ref = ${'ref'}
  ), thread as (
    update threads set starts_at = ${'startsAt'}, ends_at = ${'endsAt'} from ama where threads.id = ama.id
  )
  update amas set state = 'announced', zone = ${'zone'} from ama where thread_id = ama.id`;

const minute = 60_000;

/**
 * Puts AMAs of the sample into the time to come: a file can only say when something was, and an AMA that is to come
 * would be over whenever the sample is loaded. `ahead.json` of `dir` says which and when.
 */
export async function putAhead({ db, clock }: Pick<Platform, 'db' | 'clock'>, dir: string): Promise<void> {
  const amas = schema.parse(JSON.parse(await readFile(join(dir, 'ahead.json'), 'utf8')));
  const now = Math.ceil(clock.now().getTime() / (5 * minute)) * 5 * minute;
  await db.transaction(async (tx) => {
    for (const { ref, startsInMinutes, lastsMinutes, zone } of amas) {
      const startsAt = new Date(now + startsInMinutes * minute);
      const endsAt = new Date(startsAt.getTime() + lastsMinutes * minute);
      await setAhead(tx, { ref, startsAt, endsAt, zone });
    }
  });
}
