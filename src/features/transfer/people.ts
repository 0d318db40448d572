import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { MaskedByline } from '../bylines/bylines.ts';
import type { TransferPlatform } from './context.ts';

/** Whoever a record names as its author. */
export interface Person {
  ref: string;
  /** Set for those who are public. */
  profileId: string | null;
  /** What a byline may be made of. */
  stated: MaskedByline;
  /** Only of those who are not public: what they are to be called in a thread. */
  handle: string | null;
  /** The masked author of this instance that an export of it calls by this ref. */
  author: KnownAuthor | null;
}

export interface KnownAuthor {
  id: Buffer;
  threadId: string;
  handle: string;
  /** Belongs to an account. */
  owned: boolean;
  byline: MaskedByline;
}

/** The ref under which an export names a masked author: it means nothing outside the thread. */
export function authorRef(threadId: string, handle: string): string {
  return `${threadId}/${handle}`;
}

const findProfiles = statement<{ refs: string[] }, MaskedByline & { ref: string; id: string }>(
  'findProfilesByRef',
)`
  select asked.ref, profiles.id, level, role, native_level as "nativeLevel", company
  from unnest(${'refs'}::text[]) as asked (ref)
  left join imported_refs on imported_refs.kind = 'person' and imported_refs.ref = asked.ref
  join profiles on profiles.id = coalesce(imported_refs.id, asked.ref)`;

const findSealed = statement<{ keys: Buffer[] }, { key: Buffer; sealed: Buffer }>('findImportedPeople')`
  select ref_key as key, sealed from imported_people where ref_key = any (${'keys'}::bytea[])`;

const findAuthors = statement<
  { threadIds: string[]; handles: string[] },
  MaskedByline & { id: Buffer; threadId: string; handle: string; owned: boolean }
>('findAuthorsByHandle')`
  select authors.id, authors.thread_id as "threadId", authors.handle, sealed is not null as owned,
    level, role, native_level as "nativeLevel", company
  from unnest(${'threadIds'}::text[], ${'handles'}::text[]) as asked (thread_id, handle)
  join authors on authors.thread_id = asked.thread_id and authors.handle = asked.handle`;

/** Who these refs mean. Those that mean nobody are missing. */
export async function resolvePeople(
  platform: TransferPlatform,
  db: Queryable,
  asked: Iterable<string>,
): Promise<Map<string, Person>> {
  const refs = [...new Set(asked)];
  const people = new Map<string, Person>();
  if (refs.length === 0) return people;
  for (const { ref, id, ...stated } of await findProfiles(db, { refs })) {
    people.set(ref, { ref, profileId: id, stated, handle: null, author: null });
  }
  const unnamed = refs.filter((ref) => !people.has(ref));
  const [sealed, authors] = [
    await listSealedPeople(platform, db, unnamed),
    await listAuthorsByRef(db, unnamed),
  ];
  for (const ref of unnamed) {
    const person = sealed.get(ref);
    const author = authors.get(ref) ?? null;
    if (person) people.set(ref, { ref, profileId: null, ...person, author });
    else if (author)
      people.set(ref, { ref, profileId: null, stated: author.byline, handle: author.handle, author });
  }
  return people;
}

/** What is kept of a person without a name, and read by imports only. */
export interface SealedPerson {
  stated: MaskedByline;
  handle: string | null;
}

const purpose = 'import-person';

/** The row's key under every version of the keys, newest first. */
export function personKeys(platform: TransferPlatform, ref: string): Buffer[] {
  return platform.keys.macs(purpose, [ref]);
}

export function sealPerson(platform: TransferPlatform, key: Buffer, person: SealedPerson): Buffer {
  const { level, role, nativeLevel, company } = person.stated;
  const content = JSON.stringify([level, role, nativeLevel, company, person.handle]);
  // Padded, so that the size of a row does not tell one person from another.
  const padded = content.padEnd(Math.ceil(content.length / 128) * 128);
  return platform.keys.seal(purpose, Buffer.from(padded), key.toString('hex'));
}

/** The people without a name among these, with the key of their row. */
export async function listSealedPeople(
  platform: TransferPlatform,
  db: Queryable,
  refs: readonly string[],
): Promise<Map<string, SealedPerson & { key: Buffer }>> {
  const refOf = new Map<string, string>();
  for (const ref of refs) for (const key of personKeys(platform, ref)) refOf.set(key.toString('hex'), ref);
  const keys = [...refOf.keys()].map((hex) => Buffer.from(hex, 'hex'));
  const people = new Map<string, SealedPerson & { key: Buffer }>();
  for (const { key, sealed } of await findSealed(db, { keys })) {
    if (!platform.keys.has(sealed)) continue;
    const opened = platform.keys.open(purpose, sealed, key.toString('hex')).toString();
    const [level, role, nativeLevel, company, handle] = JSON.parse(opened) as (string | null)[];
    const stated = orNull({ level, role, nativeLevel, company });
    people.set(refOf.get(key.toString('hex')) ?? '', { key, stated, handle: handle ?? null });
  }
  return people;
}

/** The masked authors that are here under refs which an export of this instance would give them. */
export async function listAuthorsByRef(
  db: Queryable,
  refs: readonly string[],
): Promise<Map<string, KnownAuthor>> {
  const split = refs.flatMap((ref) => {
    const slash = ref.indexOf('/');
    return slash > 0 ? [{ threadId: ref.slice(0, slash), handle: ref.slice(slash + 1) }] : [];
  });
  if (split.length === 0) return new Map();
  const threadIds = split.map(({ threadId }) => threadId);
  const rows = await findAuthors(db, { threadIds, handles: split.map(({ handle }) => handle) });
  return new Map(
    rows.map(({ id, threadId, handle, owned, ...byline }) => [
      authorRef(threadId, handle),
      { id, threadId, handle, owned, byline },
    ]),
  );
}

/** The parts of a byline that are given. */
export function orNull(stated: { [Part in keyof MaskedByline]?: string | null | undefined }): MaskedByline {
  const { level = null, role = null, nativeLevel = null, company = null } = stated;
  return { level, role, nativeLevel, company };
}
