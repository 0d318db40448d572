import type { RecordOf } from './records.ts';
import type { Place } from './tally.ts';

export interface PreparedPerson {
  place: Place;
  record: RecordOf<'person'>;
  /** Of the bio. */
  html: string;
}

/** A profile that is here under the ref of a record. */
export interface KnownProfile {
  id: string;
  /** Belongs to an account. */
  owned: boolean;
  name: string;
  title: string | null;
  bio: string;
  links: string[];
}
