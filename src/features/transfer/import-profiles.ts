import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION } from '../../platform/markdown/markdown.ts';
import { slugify } from '../../platform/text.ts';
import type { TransferPlatform } from './context.ts';
import { slug } from './fields.ts';
import type { KnownProfile, PreparedPerson } from './person-records.ts';
import { personKeys } from './people.ts';
import { idFor, keepRefs } from './refs.ts';
import type { Verdicts } from './tally.ts';

/** People with a name: profiles that no account owns. */
export async function importNamed(
  platform: TransferPlatform,
  tx: Tx,
  { people, profiles }: { people: readonly PreparedPerson[]; profiles: Map<string, KnownProfile> },
  verdicts: Verdicts,
): Promise<void> {
  const known = people.flatMap((person) => {
    const profile = profiles.get(person.record.ref);
    return profile ? [{ ...person, ...profile }] : [];
  });
  const changed = await updateProfiles(
    tx,
    known.filter(({ owned }) => !owned),
  );
  for (const { place, record, id, owned, ...profile } of known) {
    if (owned && !isShownAlike(record, profile))
      verdicts.note(place, 'this profile belongs to an account, and is left to its owner');
    verdicts.count(place, changed.has(id) ? 'updated' : 'unchanged');
  }
  const fresh = people.filter(({ record }) => !profiles.has(record.ref));
  await insertProfiles(platform, tx, fresh);
  for (const { place } of fresh) verdicts.count(place, 'added');
}

function isShownAlike(a: Shown, b: Shown): boolean {
  const shown = ({ name, title, bio, links }: Shown) => JSON.stringify([name, title ?? null, bio, links]);
  return shown(a) === shown(b);
}

type Shown = { name?: string | undefined; title?: string | null | undefined; bio: string; links: string[] };

const updateRows = statement<{ rows: string; version: number }, { id: string }>('updateImportedProfiles')`
  update profiles set name = new.name, title = new.title, bio = new.bio, bio_html = new.html, html_version = ${'version'},
    links = new.links, role = coalesce(new.role, profiles.role), level = coalesce(new.level, profiles.level),
    native_level = coalesce(new.native_level, profiles.native_level), company = coalesce(new.company, profiles.company)
  from json_to_recordset(${'rows'}::json) as new (id text, name text, title text, bio text, html text, links jsonb,
    role text, level text, native_level text, company text)
  where profiles.id = new.id and (profiles.name, profiles.title, profiles.bio, profiles.links,
    profiles.role, profiles.level, profiles.native_level, profiles.company)
    is distinct from (new.name, new.title, new.bio, new.links, coalesce(new.role, profiles.role),
    coalesce(new.level, profiles.level), coalesce(new.native_level, profiles.native_level), coalesce(new.company, profiles.company))
  returning profiles.id`;

/** What a profile does not show (level, role, company) stays where the record leaves it out: no export has it. */
async function updateProfiles(
  tx: Tx,
  people: readonly (PreparedPerson & { id: string })[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = people.map((person) => ({ ...asRow(person), id: person.id }));
  const changed = await updateRows(tx, { rows: JSON.stringify(rows), version: MARKDOWN_VERSION });
  return new Set(changed.map(({ id }) => id));
}

const insertRows = statement<{ rows: string; version: number }, { id: string }>('insertImportedProfiles')`
  insert into profiles (id, slug, name, title, bio, bio_html, html_version, links, role, level, native_level, company)
  select id, slug, name, title, bio, html, ${'version'}, links, role, level, native_level, company
  from json_to_recordset(${'rows'}::json) as new (id text, slug text, name text, title text, bio text, html text,
    links jsonb, role text, level text, native_level text, company text)
  on conflict (slug) do nothing
  returning id`;

const forgetPeople = statement<{ keys: Buffer[] }, never>('forgetImportedPeople')`
  delete from imported_people where ref_key = any (${'keys'}::bytea[])`;

async function insertProfiles(
  platform: TransferPlatform,
  tx: Tx,
  people: readonly PreparedPerson[],
): Promise<void> {
  const fresh = people.map((person) => ({ ...asRow(person), id: idFor(platform.random, person.record.ref) }));
  let left = fresh;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === 100) throw new Error('no address was free for a profile');
    const rows = left.map((row) => ({ ...row, slug: numbered(platform, row.slug, attempt) }));
    const written = await insertRows(tx, { rows: JSON.stringify(rows), version: MARKDOWN_VERSION });
    const ids = new Set(written.map(({ id }) => id));
    left = left.filter(({ id }) => !ids.has(id));
  }
  const refs = people.map(({ record }, index) => ({ ref: record.ref, id: fresh[index]?.id ?? '' }));
  await keepRefs(tx, 'person', refs);
  await forgetPeople(tx, { keys: refs.flatMap(({ ref }) => personKeys(platform, ref)) });
}

function numbered({ random }: TransferPlatform, address: string, attempt: number): string {
  if (attempt === 0) return address;
  const number = attempt < 5 ? attempt + 1 : 1000 + random.integer(999_000);
  return `${address.slice(0, 70).replace(/-$/, '')}-${number}`;
}

/** A handle that is an address already stays it, also a longer one than we make. */
function addressOf(handle: string): string {
  return slug.safeParse(handle).success ? handle : slugify(handle);
}

function asRow({ record, html }: PreparedPerson) {
  const { name = '', handle, title, bio, links, role, level, nativeLevel, company } = record;
  return {
    slug: addressOf(handle ?? name),
    name,
    title,
    bio,
    html,
    links,
    role,
    level,
    native_level: nativeLevel,
    company,
  };
}
