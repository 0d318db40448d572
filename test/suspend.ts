import { holdSuspension } from '../src/features/accounts/standing.ts';
import type { OpenPlatform } from '../src/platform/open.ts';
import { newId } from '../src/platform/random.ts';

/** Suspends an account as if a moderator had done so on a post of its; returns what lifts it again. */
export async function suspendAccount(
  platform: OpenPlatform,
  accountId: string,
): Promise<() => Promise<void>> {
  const { pool } = platform.db;
  const id = newId(platform.random);
  const authorId = platform.random.bytes(16);
  await pool.query("insert into threads (id, kind, title, slug) values ($1, 'question', 'Rude', 'rude')", [
    id,
  ]);
  await pool.query("insert into authors (id, thread_id, handle) values ($1, $2, 'Rude Rook')", [
    authorId,
    id,
  ]);
  await pool.query(
    `insert into posts (id, thread_id, kind, author_id, body, body_html, html_version, at)
     values ($1, $1, 'question', $2, 'Rude.', 'Rude.', 1, '2026-05-04 10:00Z')`,
    [id, authorId],
  );
  await pool.query("insert into suspensions (post_id, reason) values ($1, 'Rude.')", [id]);
  await holdSuspension(platform, platform.db, { postId: id, accountId });
  return async () => void (await pool.query('delete from suspensions where post_id = $1', [id]));
}
