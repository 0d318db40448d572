import type { Pool } from 'pg';

/** What a masked author prints, by its id. */
export type Bylines = Map<string, { thread: string; handle: string; parts: Record<string, string | null> }>;

const parts = ['level', 'role', 'native_level', 'company'] as const;

export async function readBylines(pool: Pick<Pool, 'query'>): Promise<Bylines> {
  const { rows } = await pool.query<Record<string, string | null>>(
    `select encode(id, 'hex') as id, thread_id, handle, level, role, native_level, company from authors`,
  );
  return new Map(
    rows.map((row) => [
      row['id'] ?? '',
      {
        thread: row['thread_id'] ?? '',
        handle: row['handle'] ?? '',
        parts: Object.fromEntries(parts.map((part) => [part, row[part] ?? null])),
      },
    ]),
  );
}

/** Who says more, or something else, than before; also who is signed by another now, or is gone while posts are there. */
export function whatIsMore(before: Bylines, after: Bylines): string[] {
  const more: string[] = [];
  for (const [id, was] of before) {
    const is = after.get(id);
    if (!is) more.push(`${was.handle} is gone`);
    else if (is.handle !== was.handle || is.thread !== was.thread) more.push(`${was.handle} is ${is.handle}`);
    else
      for (const part of parts)
        if (is.parts[part] !== null && is.parts[part] !== was.parts[part])
          more.push(`${was.handle}: ${part} was ${was.parts[part]}, is ${is.parts[part]}`);
  }
  return more;
}

/** How many bylines say less than they did. */
export function countCoarser(before: Bylines, after: Bylines): number {
  let count = 0;
  for (const [id, was] of before)
    if (parts.some((part) => was.parts[part] !== null && after.get(id)?.parts[part] === null)) count += 1;
  return count;
}
