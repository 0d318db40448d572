import type { Platform } from '../../platform/platform.ts';

/** The name under which tries with an address or for an account are counted: it leads back to neither. */
export function limitKey(platform: Platform, secret: string): string {
  return platform.keys.mac('limit', [secret]).toString('hex');
}
