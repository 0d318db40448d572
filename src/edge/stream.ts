import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { securityHeaders } from '../platform/http/security.ts';
import { hashSecret } from '../platform/keys.ts';
import type { Source } from '../platform/live/channel.ts';
import type { Holder } from '../platform/live/live.ts';
import type { Platform } from '../platform/platform.ts';
import type { EdgeContext } from './context.ts';
import { addressKey } from './requests.ts';
import { sessionToken } from './session.ts';

/**
 * Answers with a channel's event stream, from what the reader says it had last: the same for everybody, and for no
 * longer than the session it was asked for with. Throws what `live.join` throws.
 */
export async function streamChannel(
  platform: Platform,
  c: EdgeContext,
  { name, source }: { name: string; source: Source },
): Promise<Response> {
  const after = lastHad(c);
  const outgoing = c.env?.outgoing;
  // Without a line to hold, as for HEAD, it is what the stream would begin with.
  if (!outgoing || c.req.method !== 'GET' || !('chunkedEncoding' in outgoing)) {
    const body = await platform.live.readOnce(name, source, after);
    return c.body(new Uint8Array(body), 200, { 'content-type': 'text/event-stream; charset=utf-8' });
  }
  await platform.live.join(name, source, {
    response: outgoing,
    headers: { ...securityHeaders(platform.config.secure), 'x-request-id': c.var.requestId },
    after,
    address: addressKey(platform, c),
    holder: holderOf(platform, c),
  });
  // A copy: what is written into its headers on the way out must not stay in that of all others.
  return new Response(null, RESPONSE_ALREADY_SENT);
}

/** What a browser that was cut off sends again, else what the page was made with. Null where it says nothing. */
function lastHad(c: EdgeContext): number | null {
  const said = c.req.header('last-event-id') ?? c.req.query('after');
  if (said === undefined) return null;
  // Whatever is no number of ours is older than anything.
  return /^\d{1,15}$/.test(said) ? Number(said) : -1;
}

/** Null for who is signed out, and for what another site's page asks for: `loadAccount` knows nobody there. */
function holderOf(platform: Platform, c: EdgeContext): Holder | null {
  const { account } = c.var;
  const token = sessionToken(platform, c);
  if (!account || !token) return null;
  return { session: hashSecret(token), accountId: account.id, role: account.role };
}
