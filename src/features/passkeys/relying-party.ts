import { isIP } from 'node:net';
import type { Config } from '../../platform/config.ts';

type Site = Pick<Config, 'origin' | 'secure'>;

/** The site as authenticators know it (WebAuthn, "relying party"): by its configured address, whatever was asked. */
export function relyingParty({ origin }: Site): { id: string; origin: string } {
  return { id: new URL(origin).hostname, origin };
}

/** Browsers have passkeys for names, over TLS or on the machine itself. */
export function canHavePasskeys(site: Site): boolean {
  const { id } = relyingParty(site);
  return isIP(id.replaceAll(/[[\]]/g, '')) === 0 && (site.secure || id === 'localhost');
}

/** EdDSA, ES256, RS256 (COSE): what authenticators have. */
export const algorithms = [-8, -7, -257];
