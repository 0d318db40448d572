import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Signature } from '../bylines/authors.ts';
import type { MaskedByline } from '../bylines/bylines.ts';
import type { TransferPlatform } from './context.ts';
import { bylineFor, coarsen } from './frozen-byline.ts';
import { findUnusedHandles, insertMaskedAuthors } from './handles.ts';
import type { Person } from './people.ts';
import { authorRef } from './people.ts';
import { quote } from './quote.ts';
import type { Form } from './records.ts';
import type { Place, Verdicts } from './tally.ts';

/** A record that is to be signed; without a person it is by a member of the community, of whom nothing is known. */
export interface Signing {
  place: Place;
  threadId: string;
  person: Person | null;
  form: Form;
}

/** The form in which a record is signed, or why it cannot be. */
export function signatureForm(
  person: Person | null,
  byline: Form | undefined,
): { form: Form; reason?: undefined } | { reason: string } {
  const form = byline ?? (person?.profileId ? 'named' : 'community');
  if (form !== 'named' || person?.profileId) return { form };
  return {
    reason: person ? `${quote(person.ref)} has no name to sign with` : 'it is signed with a name, by nobody',
  };
}

export interface StoredAuthor {
  id: Buffer;
  owned: boolean;
  byline: MaskedByline;
}

const findAuthors = statement<{ ids: Buffer[] }, MaskedByline & { id: Buffer; owned: boolean }>(
  'findImportedAuthors',
)`
  select id, sealed is not null as owned, level, role, native_level as "nativeLevel", company
  from authors where id = any (${'ids'}::bytea[])`;

export async function findStored(db: Queryable, ids: Buffer[]): Promise<Map<string, StoredAuthor>> {
  if (ids.length === 0) return new Map();
  const rows = await findAuthors(db, { ids });
  return new Map(rows.map(({ id, owned, ...byline }) => [id.toString('hex'), { id, owned, byline }]));
}

/** The ids that a person's masked author of a thread may have here, the one to be given first. */
export function candidateIds(platform: TransferPlatform, person: Person, threadId: string): Buffer[] {
  const ids = platform.keys.macs('import-author', [person.ref, threadId]);
  return person.author?.threadId === threadId ? [...ids, person.author.id] : ids;
}

interface Draft {
  id: Buffer;
  threadId: string;
  person: Person | null;
  stored: StoredAuthor | null;
  byline: MaskedByline;
}

/** Signs what is new, writing the masked authors that are not there yet. */
export async function signAll(
  platform: TransferPlatform,
  tx: Tx,
  signings: readonly Signing[],
  verdicts: Verdicts,
): Promise<Map<Place, Signature>> {
  const signatures = new Map<Place, Signature>();
  const drafts = new Map<string, Draft>();
  const masked = signings.filter(({ form }) => form !== 'named');
  const stored = await findStored(
    tx,
    masked.flatMap(({ person, threadId }) => (person ? candidateIds(platform, person, threadId) : [])),
  );
  for (const { place, threadId, person, form } of signings) {
    if (form === 'named') {
      signatures.set(place, { authorId: null, profileId: person?.profileId ?? null });
      continue;
    }
    const wanted = bylineFor(form, person?.stated ?? nothing);
    const key = person ? `by ${threadId} ${person.ref}` : `nobody ${drafts.size}`;
    const draft = drafts.get(key) ?? startDraft(platform, { threadId, person, wanted, stored });
    drafts.set(key, draft);
    const { byline, coarser } = settle(draft.byline, wanted, place, verdicts);
    if (coarser)
      verdicts.note(place, 'its byline is coarser than before, on all posts of its author in the thread');
    draft.byline = byline;
    signatures.set(place, { authorId: draft.id, profileId: null });
  }
  await writeDrafts(platform, tx, [...drafts.values()]);
  return signatures;
}

const nothing: MaskedByline = { level: null, role: null, nativeLevel: null, company: null };

function startDraft(
  platform: TransferPlatform,
  {
    threadId,
    person,
    wanted,
    stored,
  }: {
    threadId: string;
    person: Person | null;
    wanted: MaskedByline;
    stored: Map<string, StoredAuthor>;
  },
): Draft {
  if (!person) return { id: platform.random.bytes(16), threadId, person, stored: null, byline: wanted };
  const ids = candidateIds(platform, person, threadId);
  // An account's own author takes no post from a file: nobody's words are put into an account's mouth.
  const found = ids.map((id) => stored.get(id.toString('hex'))).find((author) => author && !author.owned);
  const id = found?.id ?? platform.keys.mac('import-author', [person.ref, threadId]);
  return { id, threadId, person, stored: found ?? null, byline: found?.byline ?? wanted };
}

export function settle(stored: MaskedByline, wanted: MaskedByline, place: Place, verdicts: Verdicts) {
  const settled = coarsen(stored, wanted);
  if (settled.refused.length > 0) {
    verdicts.note(place, `its byline is frozen, so ${settled.refused.join(', ')} stays as it was`);
  }
  return settled;
}

async function writeDrafts(platform: TransferPlatform, tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const fresh = drafts.filter(({ stored }) => stored === null);
  const handles = await chooseHandles(tx, fresh);
  await insertMaskedAuthors(
    platform,
    tx,
    fresh.map((draft) => ({ ...draft, handle: handles.get(draft) ?? null })),
  );
  const changed = drafts.flatMap(({ stored, byline }) => (stored ? [{ stored, byline }] : []));
  for (const { stored, byline } of changed) await writeCoarser(tx, stored, byline);
}

/**
 * A handle that a file gives is used in one thread only, or it would tie a person's threads together: in
 * the thread that the ref itself names, else where nobody anywhere goes by it yet.
 */
async function chooseHandles(tx: Tx, drafts: readonly Draft[]): Promise<Map<Draft, string>> {
  const chosen = new Map<Draft, string>();
  const others = new Map<string, Draft>();
  for (const draft of drafts) {
    const { person, threadId } = draft;
    if (!person?.handle || person.profileId) continue;
    if (person.ref === authorRef(threadId, person.handle)) chosen.set(draft, person.handle);
    else if (!others.has(person.handle)) others.set(person.handle, draft);
  }
  for (const handle of await findUnusedHandles(tx, [...others.keys()])) {
    const draft = others.get(handle);
    if (draft) chosen.set(draft, handle);
  }
  return chosen;
}

const updateByline = statement<MaskedByline & { id: Buffer }, never>('coarsenAuthor')`
  update authors set level = ${'level'}, role = ${'role'}, native_level = ${'nativeLevel'}, company = ${'company'}
  where id = ${'id'}`;

export async function writeCoarser(
  tx: Tx,
  { id, byline: before }: StoredAuthor,
  byline: MaskedByline,
): Promise<void> {
  if (coarsen(before, byline).coarser) await updateByline(tx, { id, ...byline });
}
