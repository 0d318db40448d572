import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { drawHandle, drawNumberedHandle } from '../bylines/handles.ts';
import type { MaskedByline } from '../bylines/bylines.ts';
import type { TransferPlatform } from './context.ts';

export interface NewAuthor {
  id: Buffer;
  threadId: string;
  byline: MaskedByline;
  /** Tried first. */
  handle: string | null;
}

const insertAuthors = statement<{ rows: string }, { id: Buffer }>('insertImportedAuthors')`
  insert into authors (id, thread_id, handle, level, role, native_level, company)
  select decode(id, 'hex'), thread_id, handle, level, role, native_level, company
  from json_to_recordset(${'rows'}::json) as new
    (id text, thread_id text, handle text, level text, role text, native_level text, company text)
  on conflict (thread_id, handle) do nothing
  returning id`;

/** Writes masked authors that no account owns; draws a handle where the wanted one is taken in the thread. */
export async function insertMaskedAuthors(
  platform: TransferPlatform,
  tx: Tx,
  authors: readonly NewAuthor[],
): Promise<void> {
  let left = authors;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === 100) throw new Error('no handle was free');
    const rows = left.map(({ id, threadId, byline, handle }) => ({
      ...{ id: id.toString('hex'), thread_id: threadId },
      handle: (attempt === 0 ? handle : null) ?? draw(platform, attempt),
      ...{
        level: byline.level,
        role: byline.role,
        native_level: byline.nativeLevel,
        company: byline.company,
      },
    }));
    const written = new Set(
      (await insertAuthors(tx, { rows: JSON.stringify(rows) })).map(({ id }) => id.toString('hex')),
    );
    left = left.filter(({ id }) => !written.has(id.toString('hex')));
  }
}

function draw({ random }: TransferPlatform, attempt: number): string {
  return attempt < 10 ? drawHandle(random) : drawNumberedHandle(random);
}

const findShown = statement<{ handles: string[] }, { handle: string }>('findShownHandles')`
  select distinct handle from authors where handle = any (${'handles'}::text[])`;

/** Which of these handles no author of any thread has. */
export async function findUnusedHandles(tx: Tx, handles: readonly string[]): Promise<Set<string>> {
  if (handles.length === 0) return new Set();
  const shown = new Set((await findShown(tx, { handles: [...handles] })).map(({ handle }) => handle));
  return new Set(handles.filter((handle) => !shown.has(handle)));
}
