import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Phase } from './context.ts';
import { importNamed } from './import-profiles.ts';
import { importUnnamed } from './import-unnamed.ts';
import type { KnownProfile, PreparedPerson } from './person-records.ts';
import type { Staged } from './staging.ts';

/** With a name a person becomes a profile that no account owns; without one nothing of them is public. */
export const personPhase: Phase<'person', PreparedPerson> = {
  type: 'person',
  prepare: (_, { record, ...place }: Staged<'person'>) => ({
    place,
    record,
    html: renderMarkdown(record.bio),
  }),
  write: async ({ platform }, tx, batch, verdicts) => {
    const profiles = await findProfiles(tx, batch);
    const isNamed = ({ record }: PreparedPerson) => record.name !== undefined;
    await importNamed(platform, tx, { people: batch.filter(isNamed), profiles }, verdicts);
    const unnamed = batch.filter((person) => !isNamed(person));
    for (const { place, record } of unnamed) {
      if (!profiles.has(record.ref)) continue;
      verdicts.note(place, 'this person was imported with a name before; the profile stays');
      verdicts.count(place, 'unchanged');
    }
    const masked = unnamed.filter(({ record }) => !profiles.has(record.ref));
    await importUnnamed(platform, tx, masked, verdicts);
  },
};

const findKnown = statement<{ refs: string[] }, KnownProfile & { ref: string }>('findKnownProfiles')`
  select asked.ref, profiles.id, profiles.account_id is not null as owned, name, title, bio, links
  from unnest(${'refs'}::text[]) as asked (ref)
  left join imported_refs on imported_refs.kind = 'person' and imported_refs.ref = asked.ref
  join profiles on profiles.id = coalesce(imported_refs.id, asked.ref)`;

async function findProfiles(tx: Tx, people: readonly PreparedPerson[]): Promise<Map<string, KnownProfile>> {
  const rows = await findKnown(tx, { refs: people.map(({ record }) => record.ref) });
  return new Map(rows.map(({ ref, ...profile }) => [ref, profile]));
}
