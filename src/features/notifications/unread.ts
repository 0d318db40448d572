import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';

/** How much was written on the account's posts since it last looked. */
export async function countUnread(_platform: Platform, _account: Account): Promise<number> {
  return 0;
}
