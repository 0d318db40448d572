import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import type { Files } from './files/files.ts';
import type { Holds } from './holds.ts';
import type { PageCache } from './http/pages.ts';
import type { Jobs } from './jobs.ts';
import type { Keys } from './keys.ts';
import type { Limits } from './limits.ts';
import type { Live } from './live/live.ts';
import type { Logger } from './logger.ts';
import type { Mailer } from './mail.ts';
import type { Metrics } from './metrics.ts';
import type { Opener } from './opener.ts';
import type { PrivateSlots } from './private-slots.ts';
import type { TagCache } from './tag-cache.ts';
import type { Random } from './random.ts';

/** What domain functions stand on; made by `openPlatform`, for tests with a clock and chance of their own. */
export interface Platform {
  readonly config: Config;
  readonly db: Database;
  readonly keys: Keys;
  /** Opens what `keys.sealAway` has sealed. Null in web processes, which must not. */
  readonly opener: Opener | null;
  readonly slots: PrivateSlots;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly log: Logger;
  readonly mail: Mailer;
  readonly metrics: Metrics;
  readonly jobs: Jobs;
  readonly changes: Changes;
  readonly holds: Holds;
  readonly pages: PageCache;
  /** What pages for those who are signed in have in common: the same for all of them. */
  readonly shared: TagCache;
  readonly limits: Limits;
  readonly live: Live;
}
