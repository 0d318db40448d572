import type { Fields, TestClient } from '../../../test/client.ts';
import type { TestProvider } from '../../../test/oidc-provider.ts';

/** Presses a button that leads to a provider; the address that the browser goes on to. */
export async function depart(client: TestClient, path: string, fields: Fields = {}): Promise<string> {
  const response = await client.post(path, fields);
  const [, address = ''] = /^0; url=(.+)$/.exec(response.headers.get('refresh') ?? '') ?? [];
  if (response.status !== 200 || !address) throw new Error(`${path} answered ${response.status}`);
  return address;
}

/** Goes to the provider and back again; the answer to coming back. */
export async function visit(
  client: TestClient,
  path: string,
  { provider, subject, fields }: { provider: Pick<TestProvider, 'signIn'>; subject: string; fields?: Fields },
): Promise<Response> {
  return await client.get(await provider.signIn(await depart(client, path, fields), subject));
}

export async function isSignedIn(client: TestClient): Promise<boolean> {
  return (await client.get('/settings')).status === 200;
}
