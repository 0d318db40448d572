import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Signature } from './authors.ts';
import { findSignature } from './authors.ts';
import type { BylineRow } from './bylines.ts';
import { printByline } from './bylines.ts';
import type { PrintedByline } from './printed-byline.ts';

const findByline = statement<Signature, BylineRow>('findByline')`
  select level, role, native_level as "nativeLevel", company, handle,
    null as name, null as "profileSlug", null as title, null as portrait
  from authors where id = ${'authorId'}
  union all
  select null, null, null, null, null, name, slug, title, portrait_id from profiles where id = ${'profileId'}`;

/** What stands in the byline of this author or profile; null when it is no more. */
export async function findBylineRow(
  platform: Platform,
  { authorId, profileId }: Signature,
): Promise<BylineRow | null> {
  const [row] = await findByline(platform.db, { authorId, profileId });
  return row ?? null;
}

/** How the account has signed in this thread already, as it is printed; null when it has not. */
export async function findSigns(
  platform: Platform,
  account: Account,
  threadId: string,
): Promise<PrintedByline | null> {
  const signature = await findSignature(platform, platform.db, account, threadId);
  const row = signature && (await findBylineRow(platform, signature));
  return row ? printByline(row) : null;
}
