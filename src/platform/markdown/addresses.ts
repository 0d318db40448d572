const ownSite = 'https://own.invalid';

/**
 * Whether a link may lead there: http and https with a host and no user name or password, mailto, a path or
 * fragment of this site. Takes the percent-encoded form.
 */
export function isAllowedAddress(address: string): boolean {
  if (/^mailto:[^\s]*@/i.test(address)) return true;
  if (/^(?:\/|#)/.test(address)) return parseAddress(address, ownSite)?.origin === ownSite;
  if (!/^https?:\/\//i.test(address)) return false;
  const url = parseAddress(address);
  return url !== null && url.username === '' && url.password === '';
}

/** Whether an image may be shown from there: only files that were uploaded here. */
export function isOwnFile(address: string): boolean {
  if (!address.startsWith('/files/')) return false;
  const url = parseAddress(address, ownSite);
  return url?.origin === ownSite && url.pathname.startsWith('/files/');
}

/** The host that a link leads to, in ASCII; null for this site. */
export function findHost(address: string): string | null {
  if (/^mailto:/i.test(address))
    return address
      .replace(/[?].*$/, '')
      .replace(/^.*@/, '')
      .toLowerCase();
  return /^https?:/i.test(address) ? (parseAddress(address)?.host ?? null) : null;
}

function parseAddress(address: string, base?: string): URL | null {
  return URL.canParse(address, base) ? new URL(address, base) : null;
}
