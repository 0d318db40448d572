import type { TestServer } from './postgres-for-tests.ts';

/** The address of another database of the same server, for its owner. */
export function databaseUrl({ adminUrl, owner }: TestServer, name: string): string {
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(owner);
  url.pathname = `/${name}`;
  return url.href;
}
