import { Secret, TOTP } from 'otpauth';

/** What an authenticator app shows for this key at that time. */
export function codeOf(key: string, now: Date): string {
  const secret = Secret.fromBase32(key.replaceAll(/\s/g, ''));
  return TOTP.generate({ secret, timestamp: now.getTime() });
}

/** The key that the page of setting up shows, and the sealed one that its form sends back. */
export function keyOn(html: string): { key: string; sealed: string } {
  const [, key = ''] = /<code class="new-token">([A-Z2-7 ]+)<\/code>/.exec(html) ?? [];
  const [, sealed = ''] = /name="sealed" value="([\w-]+)"/.exec(html) ?? [];
  return { key, sealed };
}

/** The recovery codes that a page shows. */
export function recoveryCodesOn(html: string): string[] {
  return [...html.matchAll(/<code>((?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4})<\/code>/g)].map(
    ([, code = '']) => code,
  );
}
