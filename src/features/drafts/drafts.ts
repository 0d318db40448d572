import { z } from 'zod';
import { Invalid, NotFound } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Slot } from '../../platform/private-slots.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import type { Account } from '../accounts/accounts.ts';

export const draftKinds = ['question', 'answer', 'comment', 'edit', 'ama', 'amaQuestion'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Something that is being written. Sealed and padded in a private slot: no row tells whose it is or what it says. */
export interface Draft {
  /** The number of its slot, as text. */
  id: string;
  version: number;
  kind: DraftKind;
  /** The post that it answers, comments on or edits. */
  on: string | null;
  fields: RawForm;
  savedAt: string;
}

const content = z.object({
  kind: z.enum(draftKinds),
  on: z.string().nullable(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  savedAt: z.string(),
});

const mostDrafts = 32;
const mostBytes = 160_000;
const numbers = Array.from({ length: mostDrafts }, (_, number) => number);

function ownerOf(account: Account) {
  return { accountId: account.id, kind: 'draft', padTo: 4096 };
}

/** Newest first. */
export async function listDrafts(platform: Platform, account: Account): Promise<Draft[]> {
  const slots = await platform.slots.find(platform.db, ownerOf(account), numbers);
  return slots.map(toDraft).toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
}

export async function accessDraft(platform: Platform, account: Account, id: string): Promise<Draft> {
  const number = numberOf(id);
  const [slot] = number === null ? [] : await platform.slots.find(platform.db, ownerOf(account), [number]);
  if (!slot) throw new NotFound('There is no such draft.');
  return toDraft(slot);
}

/** The draft of this id if it is for that place, else the latest one that is, or null. */
export async function findDraftOn(
  platform: Platform,
  account: Account,
  place: { kind: DraftKind; on: string | null; id?: string | undefined },
): Promise<Draft | null> {
  const drafts = await listDrafts(platform, account);
  const fitting = drafts.filter(({ kind, on }) => kind === place.kind && on === place.on);
  return fitting.find(({ id }) => id === place.id) ?? fitting[0] ?? null;
}

export type SavedDraft =
  | { outcome: 'saved'; id: string; version: number; savedAt: string }
  /** Another tab was faster: its draft stays as it is, and nothing of this text was stored. */
  | { outcome: 'conflict'; other: Draft };

/** Keeps what is being written: as a new draft without `id`, else over the version that the writer had before them. */
export async function saveDraft(
  platform: Platform,
  account: Account,
  draft: { id: string; version: number; kind: DraftKind; on: string | null; fields: RawForm },
): Promise<SavedDraft> {
  const { kind, on, fields } = draft;
  const savedAt = platform.clock.now().toISOString();
  const bytes = Buffer.from(JSON.stringify({ kind, on, fields, savedAt }));
  if (bytes.length > mostBytes) throw new Invalid({ body: 'This text is too long to be kept as a draft.' });
  const number = numberOf(draft.id);
  if (number === null) return await addDraft(platform, account, { bytes, savedAt });
  const slot = { number, version: draft.version, content: bytes };
  const version = await platform.slots.replace(platform.db, ownerOf(account), slot);
  if (version !== null) return { outcome: 'saved', id: draft.id, version, savedAt };
  const [other] = await platform.slots.find(platform.db, ownerOf(account), [number]);
  return other
    ? { outcome: 'conflict', other: toDraft(other) }
    : await addDraft(platform, account, { bytes, savedAt });
}

async function addDraft(
  platform: Platform,
  account: Account,
  { bytes, savedAt }: { bytes: Buffer; savedAt: string },
): Promise<SavedDraft> {
  const taken = new Set(
    (await platform.slots.find(platform.db, ownerOf(account), numbers)).map(({ number }) => number),
  );
  for (const number of numbers.filter((free) => !taken.has(free))) {
    if (await platform.slots.insert(platform.db, ownerOf(account), number, bytes)) {
      return { outcome: 'saved', id: String(number), version: 1, savedAt };
    }
  }
  throw new Invalid({ body: `You have ${mostDrafts} drafts. Finish or discard one to keep another.` });
}

export async function discardDraft(platform: Platform, account: Account, id: string): Promise<void> {
  const number = numberOf(id);
  if (number !== null) await platform.slots.remove(platform.db, ownerOf(account), number);
}

/** With the account that they belong to. */
export async function discardAllDrafts(platform: Platform, tx: Tx, account: Account): Promise<void> {
  await platform.slots.removeAll(tx, ownerOf(account), numbers);
}

function numberOf(id: string): number | null {
  return /^\d{1,2}$/.test(id) && Number(id) < mostDrafts ? Number(id) : null;
}

function toDraft(slot: Slot): Draft {
  const parsed = content.parse(JSON.parse(slot.content.toString()));
  return { id: String(slot.number), version: slot.version, ...parsed };
}
