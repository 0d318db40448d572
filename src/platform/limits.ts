import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { createHmac } from 'node:crypto';
import { TooMany } from '../errors.ts';
import type { Clock } from './clock.ts';
import { networkOf } from './network.ts';
import type { Random } from './random.ts';

const minute = 60;
const hour = 60 * minute;

/** `points` in `seconds`. Few limits outlive a restart: a stored row would tie an account to a time of posting. */
const rules = {
  signIn: { points: 20, seconds: 15 * minute },
  signInAddress: { points: 60, seconds: 15 * minute },
  secondFactor: { points: 10, seconds: hour },
  passkey: { points: 120, seconds: 15 * minute },
  mailLink: { points: 5, seconds: hour },
  signUpAddress: { points: 20, seconds: hour },
  post: { points: 30, seconds: 10 * minute },
  act: { points: 240, seconds: 10 * minute },
  // A host in the live hour: a queue to keep, and a draft that readers watch.
  host: { points: 1200, seconds: 10 * minute },
  export: { points: 6, seconds: hour },
  search: { points: 60, seconds: minute },
  workCode: { points: 5, seconds: hour },
  workDomain: { points: 200, seconds: hour },
  workMailbox: { points: 5, seconds: 24 * hour },
  proposal: { points: 3, seconds: 24 * hour },
  // By the settings. Videos are published under a name: their row tells nothing that their pages do not.
  videoFile: { points: 20, seconds: 24 * hour },
} as const;

const kept: readonly LimitName[] = [
  ...(['signIn', 'secondFactor', 'mailLink', 'workCode', 'workMailbox'] as const),
  'videoFile',
];

export type LimitName = keyof typeof rules;

/** How often things may be done, counted in this process or, for what guards secrets, in the database. */
export class Limits {
  readonly #limiters = new Map<LimitName, RateLimiterMemory | RateLimiterPostgres>();
  readonly #clock: Clock;
  readonly #random: Random;
  #day = '';
  #addressKey: Buffer = Buffer.alloc(0);

  /** `settings`: how many, where that is not as in the rules. */
  constructor(pool: Pool, clock: Clock, random: Random, settings: Partial<Record<LimitName, number>> = {}) {
    this.#clock = clock;
    this.#random = random;
    for (const [name, rule] of Object.entries(rules)) {
      const { seconds: duration } = rule;
      const points = settings[name as LimitName] ?? rule.points;
      const memory = new RateLimiterMemory({ keyPrefix: name, points, duration });
      const stored = () =>
        new RateLimiterPostgres({
          storeClient: pool,
          tableName: 'rate_limits',
          tableCreated: true,
          keyPrefix: name,
          points,
          duration,
          insuranceLimiter: memory,
        });
      this.#limiters.set(name as LimitName, kept.includes(name as LimitName) ? stored() : memory);
    }
  }

  /** Counts one use of `key`; throws TooMany when there are none left. */
  async use(name: LimitName, key: string): Promise<void> {
    try {
      await this.#limiters.get(name)?.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooMany('That was a lot in a short time. Please wait a moment.', refusal.msBeforeNext / 1000);
    }
  }

  /** A name for a network address that nobody can turn back tomorrow: its key lives for a day, in memory. */
  addressKey(address: string): string {
    const day = this.#clock.now().toISOString().slice(0, 10);
    if (day !== this.#day) {
      this.#day = day;
      this.#addressKey = this.#random.bytes(32);
    }
    return createHmac('sha256', this.#addressKey).update(networkOf(address)).digest('base64url').slice(0, 16);
  }
}
