import { TooMany } from '../../errors.ts';

/** How many may read along at once. */
export interface SeatLimits {
  /** Tabs and devices of one account. */
  account: number;
  /** Of one network address: an office, a campus. */
  address: number;
  /** In this process, which has pages to serve beside them. */
  all: number;
}

/** Seconds after which those who were refused may ask again. */
const retryAfter = 30;

/** Counts the streams of accounts and addresses, in memory only. */
export class Seats {
  readonly #limits: SeatLimits;
  readonly #taken = new Map<string, number>();
  #all = 0;

  constructor(limits: SeatLimits) {
    this.#limits = limits;
  }

  get all(): number {
    return this.#all;
  }

  /** Throws TooMany; else gives back what frees the seat, which may be called again. */
  take(address: string, account: string | null): () => void {
    const { limits, keys } = { limits: this.#limits, keys: keysOf(address, account) };
    const full = keys.some(([key, kind]) => (this.#taken.get(key) ?? 0) >= limits[kind]);
    if (full || this.#all >= limits.all)
      throw new TooMany('That many read along from here already. Please wait a moment.', retryAfter);
    this.#all += 1;
    for (const [key] of keys) this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    let isFree = false;
    return () => {
      if (isFree) return;
      isFree = true;
      this.#all -= 1;
      for (const [key] of keys) this.#free(key);
    };
  }

  #free(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}

function keysOf(address: string, account: string | null): (readonly [string, 'account' | 'address'])[] {
  const own = account === null ? [] : ([[`account ${account}`, 'account']] as const);
  return [[`address ${address}`, 'address'], ...own];
}
