import { freshMark } from '../../../src/edge/freshness.ts';
import type { Listed, RoleName } from './notation.ts';
import type { Place, World } from './world.ts';

/** Those who are nobody, whatever they bring: their sessions have ended, their tokens were revoked. */
export const shadows = ['suspended', 'expired', 'elsewhere'] as const;
export type Shadow = (typeof shadows)[number];
export type Visitor = RoleName | Shadow;

export type Asked = Pick<Listed, 'method' | 'pattern' | 'options'>;

/** Asks for a route at a place, as a browser of this visitor does or, below the API, with their token. */
export async function send(world: World, asked: Asked, place: Place, who: Visitor): Promise<Response> {
  const origin = originOf(world);
  const { options, pattern } = asked;
  const address = pattern.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => place[name] ?? name);
  const isApi = pattern.startsWith('/api/');
  const body = bodyOf(asked, place);
  const apiType = options.file === undefined ? 'application/json' : 'text/plain';
  const type = isApi ? apiType : 'application/x-www-form-urlencoded';
  return await world.send(origin + address + fill(options.query ?? '', place), {
    method: asked.method,
    headers: {
      ...{ host: new URL(origin).host, origin, 'x-forwarded-for': '192.0.2.1' },
      ...(isApi ? callerOf(world, who) : visitorOf(world, who, options)),
      ...(body === null ? {} : { 'content-type': type }),
    },
    ...(body === null ? {} : { body }),
  });
}

export function originOf({ community }: World): string {
  return community.platform.config.origin;
}

function bodyOf({ method, pattern, options: { form, json, file } }: Asked, place: Place): string | null {
  if (file !== undefined) return file;
  if (json !== undefined) return fill(JSON.stringify(json), place);
  if (method === 'GET' || pattern.startsWith('/api/')) return null;
  const fields = Object.entries(form ?? {}).map(([name, value]) => [name, fill(value, place)]);
  return new URLSearchParams(fields).toString();
}

function visitorOf(
  { community, sessions, tokens }: World,
  who: Visitor,
  { fresh = false }: Asked['options'],
): Record<string, string> {
  if (who === 'nobody') return {};
  if (who === 'elsewhere') return { authorization: `Bearer ${tokens.get('asker')}` };
  const session = sessions.get(who) ?? '';
  const mark = fresh ? `; fresh=${freshMark(community.platform, session)}` : '';
  return { cookie: `session=${session}${mark}` };
}

function callerOf({ sessions, tokens }: World, who: Visitor): Record<string, string> {
  if (who === 'nobody') return {};
  if (who === 'elsewhere') return { cookie: `session=${sessions.get('asker')}` };
  return { authorization: `Bearer ${tokens.get(who === 'expired' ? 'revoked' : who)}` };
}

/** Puts what the place is called where `{name}` stands. */
export function fill(text: string, place: Place): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => place[name] ?? whole);
}
