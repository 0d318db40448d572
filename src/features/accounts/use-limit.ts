import type { Platform } from '../../platform/platform.ts';
import type { Account } from './accounts.ts';
import { isModerator } from './accounts.ts';

/** Counts one write of this account; throws TooMany when it has none left. Those who keep order are not counted. */
export async function useLimit(
  platform: Pick<Platform, 'limits'>,
  account: Account,
  name: 'post' | 'act' | 'host' | 'videoFile',
): Promise<void> {
  if (!isModerator(account)) await platform.limits.use(name, account.id);
}
