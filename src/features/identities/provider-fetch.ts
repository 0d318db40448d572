import { isOnThisMachine } from '../../platform/provider-settings.ts';
import type { Provider } from './providers.ts';

/** A provider does not answer, or not as it should: nobody's fault who asks. */
export class ProviderTrouble extends Error {}

/** Milliseconds that a provider has for an answer, and the bytes that it may have. */
const patience = 5000;
const mostBytes = 512 * 1024;

type FetchOptions = {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit | null | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * Asks an address of this provider: by https, or plainly on this machine where the provider itself is there. No
 * redirect is followed, an answer has a time and a size. Throws ProviderTrouble when none comes.
 */
export async function fetchFrom(
  provider: Provider,
  address: string,
  { method = 'GET', headers = {}, body, signal }: FetchOptions,
): Promise<Response> {
  requireSafe(provider, address);
  const limit = AbortSignal.timeout(patience);
  try {
    const response = await fetch(address, {
      ...{ method, headers, redirect: 'manual', credentials: 'omit' },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(body === undefined ? {} : { body }),
    });
    return await wholeOf(response);
  } catch (cause) {
    throw new ProviderTrouble(`${provider.name} does not answer`, { cause });
  }
}

function requireSafe(provider: Provider, address: string): void {
  const { protocol, username, password } = new URL(address);
  const plain = protocol === 'http:' && isOnThisMachine(address) && provider.issuer.startsWith('http:');
  if ((protocol === 'https:' || plain) && !username && !password) return;
  throw new ProviderTrouble(`${provider.name} names an address that is not asked`);
}

/** The answer with all its bytes here, so that nobody waits for the rest of it without end. */
async function wholeOf(response: Response): Promise<Response> {
  const { status, headers } = response;
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const part = read.value as Uint8Array;
    size += part.byteLength;
    if (size > mostBytes) {
      await reader?.cancel();
      throw new Error('an answer of a provider is too long');
    }
    parts.push(part);
  }
  const kept = new Headers(headers);
  kept.delete('content-encoding');
  kept.delete('content-length');
  return new Response([204, 304].includes(status) ? null : Buffer.concat(parts), { status, headers: kept });
}
