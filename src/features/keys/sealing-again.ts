import type { Statement } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Opener } from '../../platform/opener.ts';
import type { Platform } from '../../platform/platform.ts';

export const sealAgainJob = 'seal-again';

interface Sealed {
  /** Of the row: a keyed hash, or random. */
  key: string;
  /** What the seal is bound to. */
  context: string;
  sealed: Buffer;
}

interface Listing {
  after: string;
  current: number;
  most: number;
}

/** Each row only where it still holds what was read, so that what was written meanwhile stays. */
interface Putting {
  keys: string[];
  before: Buffer[];
  sealed: Buffer[];
}

interface Kind {
  purpose: string;
  list: Statement<Listing, Sealed>;
  put: Statement<Putting, { key: string }>;
}

const listAuthors = statement<Listing, Sealed>('listAuthorsSealedBefore')`
  select encode(id, 'hex') as key, thread_id as context, sealed from authors
  where sealed is not null and (get_byte(sealed, 0) <> 0 or get_byte(sealed, 1) <> ${'current'})
    and id > decode(${'after'}, 'hex')
  order by id limit ${'most'}`;

const putAuthors = statement<Putting, { key: string }>('sealAuthorsAgain')`
  update authors set sealed = new.sealed
  from unnest(${'keys'}::text[], ${'before'}::bytea[], ${'sealed'}::bytea[]) as new (key, before, sealed)
  where id = decode(new.key, 'hex') and authors.sealed = new.before returning new.key`;

const listRsvps = statement<Listing, Sealed>('listRsvpsSealedBefore')`
  select encode(rsvp_key, 'hex') as key, thread_id as context, sealed from ama_rsvps
  where (get_byte(sealed, 0) <> 0 or get_byte(sealed, 1) <> ${'current'}) and rsvp_key > decode(${'after'}, 'hex')
  order by rsvp_key limit ${'most'}`;

const putRsvps = statement<Putting, { key: string }>('sealRsvpsAgain')`
  update ama_rsvps set sealed = new.sealed
  from unnest(${'keys'}::text[], ${'before'}::bytea[], ${'sealed'}::bytea[]) as new (key, before, sealed)
  where rsvp_key = decode(new.key, 'hex') and ama_rsvps.sealed = new.before returning new.key`;

const listCareers = statement<Listing, Sealed>('listCareersSealedBefore')`
  select account_id::text as key, account_id::text as context, sealed from careers
  where get_byte(sealed, 0) <> ${'current'} and account_id::text > ${'after'}
  order by account_id::text limit ${'most'}`;

const putCareers = statement<Putting, { key: string }>('sealCareersAgain')`
  update careers set sealed = new.sealed
  from unnest(${'keys'}::text[], ${'before'}::bytea[], ${'sealed'}::bytea[]) as new (key, before, sealed)
  where account_id = new.key::uuid and careers.sealed = new.before returning new.key`;

const listFactors = statement<Listing, Sealed>('listFactorsSealedBefore')`
  select account_id::text as key, account_id::text as context, sealed from second_factors
  where get_byte(sealed, 0) <> ${'current'} and account_id::text > ${'after'}
  order by account_id::text limit ${'most'}`;

const putFactors = statement<Putting, { key: string }>('sealFactorsAgain')`
  update second_factors set sealed = new.sealed
  from unnest(${'keys'}::text[], ${'before'}::bytea[], ${'sealed'}::bytea[]) as new (key, before, sealed)
  where account_id = new.key::uuid and second_factors.sealed = new.before returning new.key`;

const listPeople = statement<Listing, Sealed>('listPeopleSealedBefore')`
  select encode(ref_key, 'hex') as key, encode(ref_key, 'hex') as context, sealed from imported_people
  where get_byte(sealed, 0) <> ${'current'} and ref_key > decode(${'after'}, 'hex')
  order by ref_key limit ${'most'}`;

const putPeople = statement<Putting, { key: string }>('sealPeopleAgain')`
  update imported_people set sealed = new.sealed
  from unnest(${'keys'}::text[], ${'before'}::bytea[], ${'sealed'}::bytea[]) as new (key, before, sealed)
  where ref_key = decode(new.key, 'hex') and imported_people.sealed = new.before returning new.key`;

/** Sealed away, for workers to open. */
const away: Kind[] = [
  { purpose: 'author', list: listAuthors, put: putAuthors },
  { purpose: 'rsvp', list: listRsvps, put: putRsvps },
];
const others: Kind[] = [
  { purpose: 'career', list: listCareers, put: putCareers },
  { purpose: 'totp', list: listFactors, put: putFactors },
  { purpose: 'import-person', list: listPeople, put: putPeople },
];

/**
 * Brings what is kept for long under the newest keys: the seals of authors, who wants to be reminded of an AMA, stated
 * careers, second factors, people of imports. Goes on where it was stopped, and has nothing to do the second time. Rows whose key is lost stay.
 * Returns how many it has sealed.
 */
export async function sealAllAgain(platform: Platform): Promise<number> {
  const { opener, keys } = platform;
  if (!opener) throw new Error('what was sealed away is sealed again by workers only');
  let count = 0;
  for (const kind of away) count += await sealKindAgain(platform, opener, kind);
  for (const kind of others) count += await sealKindAgain(platform, keys, kind);
  return count;
}

const most = 200;

async function sealKindAgain(
  { db, keys }: Platform,
  sealer: Pick<Opener, 'sealAgain'>,
  { purpose, list, put }: Kind,
): Promise<number> {
  let count = 0;
  for (let after = ''; ;) {
    const rows = await list(db, { after, current: keys.current, most });
    const again = rows.flatMap(({ key, context, sealed: before }) => {
      const sealed = sealer.sealAgain(purpose, before, context);
      return sealed ? [{ key, before, sealed }] : [];
    });
    const written = await put(db, {
      keys: again.map(({ key }) => key),
      before: again.map(({ before }) => before),
      sealed: again.map(({ sealed }) => sealed),
    });
    count += written.length;
    const last = rows.at(-1);
    if (!last || rows.length < most) return count;
    after = last.key;
  }
}
