import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { TransferPlatform } from './context.ts';
import { bylineFor, coarsen } from './frozen-byline.ts';
import type { PreparedPerson } from './person-records.ts';
import type { KnownAuthor, SealedPerson } from './people.ts';
import { listAuthorsByRef, listSealedPeople, orNull, personKeys, sealPerson } from './people.ts';
import { writeCoarser } from './signing.ts';
import type { Verdicts } from './tally.ts';

const putPerson = statement<{ rows: string }, never>('putImportedPeople')`
  insert into imported_people (ref_key, sealed)
  select decode(key, 'hex'), decode(sealed, 'hex') from json_to_recordset(${'rows'}::json) as new (key text, sealed text)
  on conflict (ref_key) do update set sealed = excluded.sealed`;

/**
 * People without a name: kept sealed, for the imports that come. Whoever an export of this instance speaks
 * of is here as the masked author of a thread, and is not kept a second time.
 */
export async function importUnnamed(
  platform: TransferPlatform,
  tx: Tx,
  people: readonly PreparedPerson[],
  verdicts: Verdicts,
): Promise<void> {
  const refs = people.map(({ record }) => record.ref);
  const [kept, authors] = [await listSealedPeople(platform, tx, refs), await listAuthorsByRef(tx, refs)];
  const rows: { key: string; sealed: string }[] = [];
  for (const { place, record } of people) {
    const present = kept.get(record.ref);
    const author = authors.get(record.ref);
    const person = { stated: orNull(record), handle: record.handle ?? null };
    if (!present && author) {
      await meetAuthor(tx, { place, author, person }, verdicts);
    } else if (present && isSame(present, person)) {
      verdicts.count(place, 'unchanged');
    } else {
      const key = present?.key ?? personKeys(platform, record.ref)[0] ?? Buffer.alloc(0);
      rows.push({ key: key.toString('hex'), sealed: sealPerson(platform, key, person).toString('hex') });
      verdicts.count(place, present ? 'updated' : 'added');
    }
  }
  if (rows.length > 0) await putPerson(tx, { rows: JSON.stringify(rows) });
}

function isSame(a: SealedPerson, b: SealedPerson): boolean {
  return a.handle === b.handle && JSON.stringify(a.stated) === JSON.stringify(b.stated);
}

async function meetAuthor(
  tx: Tx,
  { place, author, person }: Pick<PreparedPerson, 'place'> & { author: KnownAuthor; person: SealedPerson },
  verdicts: Verdicts,
): Promise<void> {
  const { byline, coarser, refused } = coarsen(author.byline, bylineFor('company', person.stated));
  if (refused.length > 0)
    verdicts.note(place, `its byline is frozen, so ${refused.join(', ')} stays as it was`);
  if (coarser) await writeCoarser(tx, author, byline);
  verdicts.count(place, coarser ? 'updated' : 'unchanged');
}
