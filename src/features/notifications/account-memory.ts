import type { Platform } from '../../platform/platform.ts';

/** What this process remembers of accounts that were here lately; the longest unused go first. */
export class AccountMemory<Value> {
  readonly #most: number;
  readonly #platforms = new WeakMap<Platform, Map<string, Value>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(platform: Platform, accountId: string): Value | undefined {
    return this.#of(platform).get(accountId);
  }

  set(platform: Platform, accountId: string, value: Value): void {
    const accounts = this.#of(platform);
    accounts.delete(accountId);
    accounts.set(accountId, value);
    const [oldest] = accounts.keys();
    if (accounts.size > this.#most && oldest !== undefined) accounts.delete(oldest);
  }

  forget(platform: Platform, accountId: string): void {
    this.#of(platform).delete(accountId);
  }

  #of(platform: Platform): Map<string, Value> {
    const known = this.#platforms.get(platform) ?? new Map<string, Value>();
    this.#platforms.set(platform, known);
    return known;
  }
}
