import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { ProviderSettings } from './provider-settings.ts';
import { isProviderSetting, readProviders } from './provider-settings.ts';
import type { Recogniser } from './recogniser-settings.ts';
import { readRecogniser } from './recogniser-settings.ts';
import { SettingError } from './start-error.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['on', 'off']);
const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !URL.canParse(url) || new URL(url).pathname === '/', 'it has a path');

/** Where something is asked, its path and all. What opens it has a setting of its own. */
const endpoint = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => !URL.canParse(url) || new URL(url).username === '',
    'it names a user: use RECOGNISER_TOKEN',
  );

const settings = {
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_URL: httpUrl.optional(),
  COMMUNITY_NAME: z.string().trim().min(1).max(60).default('Cairn'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  POSTGRES_BIN_DIR: z.string().min(1).optional(),
  SAMPLE: flag.default('on'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().default('cairn@localhost.localdomain'),
  /** How many people must share a company byline. */
  BYLINE_CLASS_SIZE: z.coerce.number().int().min(5).max(1000).default(10),
  /** The keys themselves, instead of those in DATA_DIR/keys. */
  KEYS: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  GITHUB_CLIENT_ID: z.string().min(1).optional(),
  GITHUB_CLIENT_SECRET: z.string().min(1).optional(),
  GITHUB_URL: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** off: videos are only repacked, as where there is no ffmpeg. */
  FFMPEG: flag.default('on'),
  /** Who may upload videos: everybody who is verified, those whom admins choose, or admins alone. */
  VIDEO_AUTHORS: z.enum(['verified', 'chosen', 'admins']).default('chosen'),
  VIDEO_MAX_MB: z.coerce.number().int().min(1).max(1_000_000).default(2048),
  VIDEO_MAX_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(180),
  /** How many videos one author may have under way at once. */
  VIDEO_MAX_UNDER_WAY: z.coerce.number().int().min(1).max(1000).default(10),
  /** How many files for videos one author may send within a day. */
  VIDEO_MAX_A_DAY: z.coerce.number().int().min(1).max(100_000).default(20),
  /** What is asked for the words of a video: at most one of the two. */
  RECOGNISER_COMMAND: z.string().trim().min(1).max(1000).optional(),
  RECOGNISER_URL: endpoint.optional(),
  RECOGNISER_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{1,2000}$/, 'it has spaces or other signs that no header takes')
    .optional(),
  RECOGNISER_MODEL: z
    .string()
    .regex(/^[\w./:-]{1,200}$/, 'it is no name of a model')
    .optional(),
  /** How long it may take over one video. */
  RECOGNISER_MAX_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .default(240),
  RECOGNISER_MAX_MEMORY_MB: z.coerce.number().int().min(64).max(10_000_000).default(16_384),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
};

type SettingName = keyof typeof settings;
type Settings = { [Name in SettingName]: z.output<(typeof settings)[Name]> };

export interface Config extends Settings {
  /** The origin that links in mails, feeds and canonical addresses use; without a slash at the end. */
  readonly origin: string;
  readonly dataDir: string;
  /** Where people may sign in with an account that they have elsewhere. */
  readonly providers: readonly ProviderSettings[];
  /** What is asked for the words of videos that nobody has written down; null where nothing is. */
  readonly recogniser: Recogniser | null;
  /** True where the outside speaks TLS: cookies are then `__Host-` and Secure. */
  readonly secure: boolean;
}

/**
 * Reads the environment over an optional `.env` file in `directory`. Throws SettingError for a malformed
 * setting, for an unknown one in the file, and for unknown names in the environment that begin like ours.
 */
export function readConfig(environment: NodeJS.ProcessEnv, directory: string): Config {
  const file = readEnvFile(resolve(directory, '.env'));
  for (const name of Object.keys(file)) requireKnown(name, '.env');
  for (const name of Object.keys(environment)) {
    if (
      /^(S3_|SMTP_|POSTGRES_BIN|METRICS_|COMMUNITY_|BYLINE_|OIDC_|GITHUB_CLIENT_|VIDEO_|FFMPEG|RECOGNISER_)/.test(
        name,
      )
    )
      requireKnown(name, 'the environment');
  }
  const read = Object.fromEntries(
    Object.keys(settings).map((name) => [
      name,
      parseSetting(name as SettingName, environment[name] ?? file[name]),
    ]),
  ) as Settings;
  if (Boolean(read.S3_ENDPOINT) !== Boolean(read.S3_BUCKET)) {
    throw new SettingError('S3_ENDPOINT and S3_BUCKET go together: set both or neither');
  }
  const origin = (read.BASE_URL ?? `http://localhost:${read.PORT}`).replace(/\/$/, '');
  return {
    ...read,
    origin,
    providers: readProviders({ ...file, ...environment }),
    recogniser: readRecogniser(read, directory),
    dataDir: resolve(directory, read.DATA_DIR),
    secure: origin.startsWith('https:'),
  };
}

/** The same where the system has chosen the port. */
export function atPort(config: Config, chosen: number): Config {
  return config.BASE_URL ? config : { ...config, origin: `http://localhost:${chosen}` };
}

function readEnvFile(path: string): NodeJS.Dict<string> {
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function requireKnown(name: string, where: string): void {
  if (!(name in settings) && !isProviderSetting(name))
    throw new SettingError(`${name} in ${where} is not a setting of Cairn`);
}

function parseSetting(name: SettingName, value: string | undefined): unknown {
  const parsed = settings[name].safeParse(value === '' ? undefined : value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SettingError(`${name} cannot be used: ${issue?.message ?? 'it is malformed'}`);
}
