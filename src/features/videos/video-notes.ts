import { z } from 'zod';
import { Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Slot, SlotOwner } from '../../platform/private-slots.ts';
import { textField } from '../../platform/text-field.ts';
import type { Account } from '../accounts/accounts.ts';

const mostNotes = 200;
const numbers = Array.from({ length: mostNotes }, (_, number) => number);

export const notesSchema = z.strictObject({
  notes: textField({ max: 5000, what: 'Your notes' }),
});

const content = z.strictObject({ video: z.string(), text: z.string() });

/** What somebody notes for themselves beside a video. */
export interface VideoNotes {
  video: string;
  text: string;
}

function ownerOf(accountId: string): SlotOwner {
  return { accountId, kind: 'video-notes', padTo: 4096 };
}

/** All that an account has noted, and in which slot. */
async function listSlots(
  platform: Platform,
  db: Queryable,
  account: Account,
): Promise<(VideoNotes & { slot: Slot })[]> {
  const slots = await platform.slots.find(db, ownerOf(account.id), numbers);
  return slots.map((slot) => ({ ...content.parse(JSON.parse(slot.content.toString())), slot }));
}

export async function listNotes(platform: Platform, db: Queryable, account: Account): Promise<VideoNotes[]> {
  return (await listSlots(platform, db, account)).map(({ video, text }) => ({ video, text }));
}

/** Empty where there are none. */
export async function findNotes(platform: Platform, account: Account, video: string): Promise<string> {
  const notes = await listNotes(platform, platform.db, account);
  return notes.find((note) => note.video === video)?.text ?? '';
}

/** Puts these in place of what was noted before; empty ones take their slot away. */
export async function saveNotes(
  platform: Platform,
  account: Account,
  { video, text }: VideoNotes,
): Promise<void> {
  const owner = ownerOf(account.id);
  const known = await listSlots(platform, platform.db, account);
  const slot = known.find((notes) => notes.video === video)?.slot;
  if (text === '') {
    if (slot) await platform.slots.remove(platform.db, owner, slot.number);
    return;
  }
  const bytes = Buffer.from(JSON.stringify({ video, text }));
  if (slot && (await platform.slots.replace(platform.db, owner, { ...slot, content: bytes })) !== null)
    return;
  const taken = new Set(known.map((notes) => notes.slot.number));
  for (const number of numbers.filter((free) => !taken.has(free))) {
    if (await platform.slots.insert(platform.db, owner, number, bytes)) return;
  }
  throw new Invalid({ notes: `You have notes on ${mostNotes} videos. Clear one to write here.` });
}

/** With the account that they belong to. */
export async function forgetNotes(platform: Platform, tx: Tx, account: Account): Promise<void> {
  await platform.slots.removeAll(tx, ownerOf(account.id), numbers);
}
