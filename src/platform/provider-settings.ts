import { z } from 'zod';
import { SettingError } from './start-error.ts';

/** Where people may sign in with an account that they have elsewhere. */
export interface ProviderSettings {
  /** In addresses: `google`. */
  id: string;
  /** On buttons: "Google". */
  name: string;
  kind: 'oidc' | 'github';
  /** As the provider writes it. For GitHub, the address of its pages. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Addresses at these domains are the provider's to prove. */
  domains: readonly string[];
}

const named = /^OIDC_([A-Z0-9]{1,20})_(ISSUER|CLIENT_ID|CLIENT_SECRET|NAME|DOMAINS)$/;

/** Whether a setting of this name would be read by `readProviders`. */
export function isProviderSetting(name: string): boolean {
  return named.test(name);
}

const text = z.string().trim().min(1, 'it is missing').max(500);
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const fields = {
  ISSUER: text.refine(isIssuer, 'it must be an https address, without a query (http only on this machine)'),
  CLIENT_ID: text,
  CLIENT_SECRET: text,
  NAME: text.max(40).optional(),
  DOMAINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .toLowerCase()
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every((each) => domain.test(each)), 'it must list domains such as example.com'),
};

type FieldName = keyof typeof fields;

/**
 * The providers that `OIDC_…` and `GITHUB_…` name, in the order of their ids. Throws SettingError for one that is
 * malformed or not whole.
 */
export function readProviders(settings: NodeJS.Dict<string>): ProviderSettings[] {
  const keys = new Set(Object.keys(settings).flatMap((name) => named.exec(name)?.[1] ?? []));
  if (keys.has('GITHUB')) {
    throw new SettingError(
      'OIDC_GITHUB_… cannot be used: for GitHub set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET',
    );
  }
  const providers = [...keys].map((key) => readProvider(key, settings));
  const github = readGitHub(settings);
  if (github) providers.push(github);
  for (const { id, issuer } of providers) {
    const twin = providers.find((other) => other.id !== id && other.issuer === issuer);
    if (twin)
      throw new SettingError(`OIDC_${id.toUpperCase()}_ISSUER cannot be used: ${twin.id} has the same`);
  }
  return providers.toSorted((a, b) => a.id.localeCompare(b.id, 'en'));
}

function readProvider(key: string, settings: NodeJS.Dict<string>): ProviderSettings {
  const read = <Name extends FieldName>(name: Name) =>
    parse(`OIDC_${key}_${name}`, fields[name], settings[`OIDC_${key}_${name}`]) as z.output<
      (typeof fields)[Name]
    >;
  const issuer = read('ISSUER');
  return {
    ...{ id: key.toLowerCase(), kind: 'oidc', issuer },
    name: read('NAME') ?? nameOf(issuer),
    clientId: read('CLIENT_ID'),
    clientSecret: read('CLIENT_SECRET'),
    domains: read('DOMAINS'),
  };
}

function readGitHub(settings: NodeJS.Dict<string>): ProviderSettings | null {
  const { GITHUB_CLIENT_ID: id, GITHUB_CLIENT_SECRET: secret, GITHUB_URL: url } = settings;
  if (!id && !secret) return null;
  const issuer = parse('GITHUB_URL', fields.ISSUER, url || 'https://github.com').replace(/\/$/, '');
  const clientId = parse('GITHUB_CLIENT_ID', text, id);
  const clientSecret = parse('GITHUB_CLIENT_SECRET', text, secret);
  return { id: 'github', name: 'GitHub', kind: 'github', issuer, clientId, clientSecret, domains: [] };
}

function parse<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  value: string | undefined,
): z.output<Schema> {
  const parsed = schema.safeParse(value === '' ? undefined : value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const why = value ? (issue?.message ?? 'it is malformed') : 'it is missing';
  throw new SettingError(`${name} cannot be used: ${why}`);
}

/** True where plain http reaches nobody but this machine. */
export function isOnThisMachine(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}

function isIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, search, hash, username, password } = new URL(address);
  if (search || hash || username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && isOnThisMachine(address));
}

const known: Record<string, string | undefined> = {
  'accounts.google.com': 'Google',
  'login.microsoftonline.com': 'Microsoft',
  'gitlab.com': 'GitLab',
};

function nameOf(issuer: string): string {
  const { hostname } = new URL(issuer);
  return known[hostname] ?? hostname;
}
