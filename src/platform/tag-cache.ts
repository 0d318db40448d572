/** Something made from the database. `tags` name everything that it shows. */
export interface Made<Value> {
  value: Value;
  tags: readonly string[];
  /** What it takes in memory, about. */
  bytes: number;
  /** False: handed out, not kept. */
  keep?: boolean;
  /** From then on it would say something else, whether or not anything is dropped. */
  until?: Date | null | undefined;
}

interface Entry {
  value: unknown;
  tags: readonly string[];
  bytes: number;
  /** Milliseconds. */
  freshUntil: number;
}

const lifetime = 10 * 60 * 1000;

/**
 * Keeps what was made from the database until one of its tags is dropped. What was being made while a tag of
 * it was dropped is not kept. The longest unused goes first when memory is full. A key belongs to one kind of
 * value.
 */
export class TagCache {
  readonly #entries = new Map<string, Entry>();
  readonly #byTag = new Map<string, Set<string>>();
  readonly #making = new Map<string, Promise<unknown>>();
  readonly #maxBytes: number;
  readonly #now: () => number;
  #active = 0;
  #dropped: { sequence: number; tags: ReadonlySet<string> }[] = [];
  #sequence = 0;
  #bytes = 0;
  #isTrusted = true;

  constructor({ maxBytes, now }: { maxBytes: number; now: () => number }) {
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  /** What is kept and can be relied on. */
  fresh(key: string): unknown {
    const entry = this.#entries.get(key);
    if (!entry || entry.freshUntil < this.#now()) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** What is kept, however old. */
  stale(key: string): unknown {
    return this.#entries.get(key)?.value;
  }

  /** What is kept, or is made now: once for all who ask at the same time. */
  async get<Value>(key: string, make: () => Promise<Made<Value>>): Promise<Value> {
    const known = this.fresh(key) as Value | undefined;
    if (known !== undefined) return known;
    const making = this.#making.get(key) as Promise<Value> | undefined;
    if (making) return await making;
    const started = this.#make(key, make).finally(() => {
      if (this.#making.get(key) === started) this.#making.delete(key);
    });
    this.#making.set(key, started);
    return await started;
  }

  /** Drops everything that shows one of these; `*` drops all there is. */
  drop(tags: readonly string[]): void {
    this.#note(tags);
    for (const tag of tags) for (const key of this.#showing(tag)) this.#remove(key);
  }

  /** News of changes may be missed from now on: what is kept serves only while nothing better can be had. */
  distrust(): void {
    this.#isTrusted = false;
    this.#expire();
  }

  /** News comes in again: what is made from now on can be relied on. */
  trust(): void {
    this.#isTrusted = true;
    this.#expire();
  }

  get size(): { entries: number; bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes };
  }

  #expire(): void {
    this.#note(['*']);
    for (const entry of this.#entries.values()) entry.freshUntil = 0;
  }

  /** What is being made may hold what was: it is not kept, and whoever asks from now on is not given it. */
  #note(tags: readonly string[]): void {
    this.#sequence += 1;
    if (this.#active > 0) this.#dropped.push({ sequence: this.#sequence, tags: new Set(tags) });
    if (tags.length > 0) this.#making.clear();
  }

  #showing(tag: string): Iterable<string> {
    return tag === '*' ? this.#entries.keys() : (this.#byTag.get(tag) ?? []);
  }

  async #make<Value>(key: string, make: () => Promise<Made<Value>>): Promise<Value> {
    const begun = this.#sequence;
    this.#active += 1;
    try {
      const { keep = true, ...made } = await make();
      if (keep && !this.#droppedSince(begun, made.tags)) this.#keep(key, made);
      return made.value;
    } finally {
      this.#active -= 1;
      if (this.#active === 0) this.#dropped = [];
    }
  }

  #droppedSince(begun: number, tags: readonly string[]): boolean {
    return this.#dropped.some(
      (drop) => drop.sequence > begun && (drop.tags.has('*') || tags.some((tag) => drop.tags.has(tag))),
    );
  }

  #keep(key: string, { until, ...made }: Omit<Made<unknown>, 'keep'>): void {
    this.#remove(key);
    const freshUntil = Math.min(this.#now() + lifetime, until ? until.getTime() - 1 : Infinity);
    this.#entries.set(key, { ...made, freshUntil: this.#isTrusted ? freshUntil : 0 });
    this.#bytes += made.bytes;
    for (const tag of made.tags) {
      const keys = this.#byTag.get(tag) ?? new Set();
      this.#byTag.set(tag, keys.add(key));
    }
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    for (const tag of entry.tags) {
      const keys = this.#byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#byTag.delete(tag);
    }
  }
}
