import type { Platform } from '../../platform/platform.ts';
import { useLimit } from '../accounts/use-limit.ts';
import type { Hosting } from './hosting.ts';

/** Counts an act of whoever runs the AMA. Throws TooMany, and Forbidden for an account that is suspended. */
export async function useHostLimit(platform: Platform, { account, profileId }: Hosting): Promise<void> {
  if (account) await useLimit(platform, account, 'host');
  else await platform.limits.use('host', profileId ?? '');
}
