import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';

// Over where it does not say when it ends: nobody waits for it.
const insertAmas = statement<{ ids: string[]; now: Date }, never>('insertImportedAmas')`
  insert into amas (thread_id, state)
  select id, case when ends_at > ${'now'} then 'announced' else 'closed' end
  from threads where id = any (${'ids'}::text[]) and kind = 'ama'
  on conflict (thread_id) do nothing`;

/** What an AMA has beside its thread, for those among these threads that are new. */
export async function addAmas(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length > 0) await insertAmas(tx, { ids, now });
}

const moveAmas = statement<{ ids: string[]; now: Date }, never>('moveImportedAmas')`
  update amas set sequence = sequence + 1,
    state = case when state = 'closed' and threads.ends_at > ${'now'} then 'announced' else state end
  from threads where threads.id = amas.thread_id and threads.id = any (${'ids'}::text[])`;

/** A file that was imported again has other times or another title for these: calendars follow. */
export async function moveAmasOf(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length > 0) await moveAmas(tx, { ids, now });
}

const insertQuestions = statement<{ ids: string[] }, never>('insertImportedAmaQuestions')`
  insert into ama_questions (post_id, thread_id)
  select id, thread_id from posts where id = any (${'ids'}::text[]) and kind = 'amaQuestion'
  on conflict (post_id) do nothing`;

/** The same for what was asked. */
export async function addAmaQuestions(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length > 0) await insertQuestions(tx, { ids });
}
