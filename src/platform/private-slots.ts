import type { Keys } from './keys.ts';
import type { Queryable } from './db.ts';
import { statement, Tx } from './db.ts';

export interface Slot {
  /** Counted from 0 for each account and kind. */
  number: number;
  /** Counts the replacements, from 1. */
  version: number;
  content: Buffer;
}

interface SlotRow {
  id: Buffer;
  sealed: Buffer;
  version: number;
}

const findSlots = statement<{ ids: Buffer[] }, SlotRow>('findSlots')`
  select id, sealed, version from private_slots where id = any (${'ids'}::bytea[])`;

const findSlotIds = statement<{ ids: Buffer[] }, { id: Buffer }>('findSlotIds')`
  select id from private_slots where id = any (${'ids'}::bytea[])`;

// Never a number that is taken under another version of the keys.
const insertSlot = statement<{ id: Buffer; others: Buffer[]; sealed: Buffer }, { id: Buffer }>('insertSlot')`
  insert into private_slots (id, sealed)
  select ${'id'}, ${'sealed'} where not exists (select from private_slots where id = any (${'others'}::bytea[]))
  on conflict do nothing returning id`;

const deleteLost = statement<{ ids: Buffer[]; versions: number[] }, { id: Buffer }>('deleteLostSlot')`
  delete from private_slots
  where id = any (${'ids'}::bytea[]) and get_byte(sealed, 0) <> all (${'versions'}::integer[]) returning id`;

const replaceSlot = statement<{ id: Buffer; sealed: Buffer; version: number }, { version: number }>(
  'replaceSlot',
)`
  update private_slots set sealed = ${'sealed'}, version = version + 1, touched_on = current_date
  where id = ${'id'} and version = ${'version'} returning version`;

const deleteSlot = statement<{ ids: Buffer[] }, never>('deleteSlot')`
  delete from private_slots where id = any (${'ids'}::bytea[])`;

const chunks = { first: 16, largest: 256 };

/**
 * Rows that belong to an account and do not say so: the id is a keyed hash of account, kind and
 * number, the content is sealed and padded. Without the keys a row leads to nobody, and two rows of
 * one account share nothing, so they may be written together with the masked post they speak of.
 */
export class PrivateSlots {
  readonly #keys: Keys;
  readonly #nextFree = new Map<string, number>();

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** The slots with these numbers that exist, in the order of their numbers. */
  async find(db: Queryable, owner: SlotOwner, numbers: readonly number[]): Promise<Slot[]> {
    return (await this.#find(db, owner, numbers)).slots;
  }

  /** Those that can be read, and how many numbers are taken. */
  async #find(
    db: Queryable,
    owner: SlotOwner,
    numbers: readonly number[],
  ): Promise<{ slots: Slot[]; taken: number }> {
    const byId = new Map<string, number>();
    for (const number of numbers) {
      for (const id of this.#ids(owner, number)) byId.set(id.toString('hex'), number);
    }
    const rows = await findSlots(db, { ids: [...byId.keys()].map((hex) => Buffer.from(hex, 'hex')) });
    const numberOf = ({ id }: SlotRow) => byId.get(id.toString('hex')) ?? 0;
    const slots = rows
      .filter(({ sealed }) => this.#keys.has(sealed))
      .map((row) => {
        const number = numberOf(row);
        return { number, version: row.version, content: this.#open(owner, number, row.sealed) };
      });
    return { slots: slots.toSorted((a, b) => a.number - b.number), taken: new Set(rows.map(numberOf)).size };
  }

  /** All slots that `append` has made, or those from the number `from` on, oldest first. */
  async list(db: Queryable, owner: SlotOwner, from = 0): Promise<Slot[]> {
    const all: Slot[] = [];
    let next = from;
    for (let size = chunks.first; ; size = Math.min(size * 4, chunks.largest)) {
      const { slots, taken } = await this.#find(db, owner, range(next, size));
      all.push(...slots);
      if (taken < size) return all;
      next += size;
    }
  }

  /** The last `most` of those that `append` has made, and some more where another process adds too. */
  async listLast(db: Queryable, owner: SlotOwner, most: number): Promise<Slot[]> {
    const free = await this.#firstFree(db, owner);
    const slots = await this.list(db, owner, Math.max(0, free - most));
    // Of committed rows: a transaction also sees its own, which may never be.
    if (!(db instanceof Tx)) this.#remember(owner, Math.max(free, (slots.at(-1)?.number ?? -1) + 1));
    return slots;
  }

  /** Adds one after the last. */
  async append(tx: Tx, owner: SlotOwner, content: Buffer): Promise<void> {
    let number = await this.#firstFree(tx, owner);
    while (!(await this.insert(tx, owner, number, content))) number += 1;
    // Only then: a number that is skipped after a rollback would hide all that come after it.
    tx.afterCommit(() => this.#remember(owner, number + 1));
  }

  #remember(owner: SlotOwner, free: number): void {
    if (this.#nextFree.size > 10_000) this.#nextFree.clear();
    this.#nextFree.set(ownerKey(owner), free);
  }

  /** False where that number is taken. */
  async insert(db: Queryable, owner: SlotOwner, number: number, content: Buffer): Promise<boolean> {
    const ids = this.#ids(owner, number);
    const [id, ...others] = ids;
    if (!id) return false;
    const slot = { id, others, sealed: this.#seal(owner, number, content) };
    if ((await insertSlot(db, slot)).length === 1) return true;
    // What was sealed with a lost key is nobody's any more.
    const lost = await deleteLost(db, { ids, versions: this.#keys.versions });
    return lost.length > 0 && (await insertSlot(db, slot)).length === 1;
  }

  /** The new version, or null when the slot is gone or no longer at `version`. */
  async replace(db: Queryable, owner: SlotOwner, slot: Slot): Promise<number | null> {
    const sealed = this.#seal(owner, slot.number, slot.content);
    for (const id of this.#ids(owner, slot.number)) {
      const [row] = await replaceSlot(db, { id, sealed, version: slot.version });
      if (row) return row.version;
    }
    return null;
  }

  async remove(db: Queryable, owner: SlotOwner, number: number): Promise<void> {
    await deleteSlot(db, { ids: this.#ids(owner, number) });
  }

  /** Those with these numbers, whether they exist or not. */
  async removeAll(db: Queryable, owner: SlotOwner, numbers: readonly number[]): Promise<void> {
    await deleteSlot(db, { ids: numbers.flatMap((number) => this.#ids(owner, number)) });
  }

  async #firstFree(db: Queryable, owner: SlotOwner): Promise<number> {
    const known = this.#nextFree.get(ownerKey(owner));
    if (known !== undefined) return known;
    // Numbers are taken without gaps: look at ever larger ones, then narrow down.
    let below = 0;
    let step = 1;
    while (await this.#taken(db, owner, below + step - 1)) {
      below += step;
      step *= 8;
    }
    while (step > 1) {
      step = Math.ceil(step / 2);
      if (await this.#taken(db, owner, below + step - 1)) below += step;
    }
    return below;
  }

  async #taken(db: Queryable, owner: SlotOwner, number: number): Promise<boolean> {
    return (await findSlotIds(db, { ids: this.#ids(owner, number) })).length > 0;
  }

  #ids(owner: SlotOwner, number: number): Buffer[] {
    return this.#keys.macs('slot', [owner.kind, owner.accountId, String(number)]);
  }

  #seal(owner: SlotOwner, number: number, content: Buffer): Buffer {
    return this.#keys.seal('slot', pad(content, owner.padTo), context(owner, number));
  }

  #open(owner: SlotOwner, number: number, sealed: Buffer): Buffer {
    return unpad(this.#keys.open('slot', sealed, context(owner, number)));
  }
}

export interface SlotOwner {
  accountId: string;
  kind: string;
  /** Contents are padded to a multiple of this many bytes, so that their size says little. */
  padTo: number;
}

function ownerKey(owner: SlotOwner): string {
  return `${owner.kind} ${owner.accountId}`;
}

function context(owner: SlotOwner, number: number): string {
  return `${owner.kind} ${owner.accountId} ${number}`;
}

function range(start: number, length: number): number[] {
  return Array.from({ length }, (_, index) => start + index);
}

function pad(content: Buffer, to: number): Buffer {
  const padded = Buffer.alloc(Math.ceil((content.length + 4) / to) * to);
  padded.writeUInt32BE(content.length);
  content.copy(padded, 4);
  return padded;
}

function unpad(padded: Buffer): Buffer {
  return padded.subarray(4, 4 + padded.readUInt32BE());
}
