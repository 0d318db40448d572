import about from '../../../package.json' with { type: 'json' };
import type { Config } from '../../platform/config.ts';
import { one, statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';

/** What an admin is told of the installation: what anyone can count, versions, settings without secrets. */
export interface Overview {
  counts: Record<'topics' | 'questions' | 'amas' | 'videos' | 'answers' | 'comments' | 'profiles', number>;
  versions: { cairn: string; node: string; postgres: string; schema: string; markdown: number };
  settings: { name: string; state: string }[];
}

type Row = Overview['counts'] & { postgres: string; schema: string };

const selectOverview = statement<object, Row>('findOverview')`
  select (select count(*) from topics) as topics,
    count(*) filter (where listings.kind = 'question') as questions,
    count(*) filter (where listings.kind = 'ama') as amas,
    count(*) filter (where listings.kind = 'video') as videos,
    coalesce(sum(threads.answers), 0) as answers, coalesce(sum(threads.comments), 0) as comments,
    (select count(*) from profiles) as profiles,
    current_setting('server_version') as postgres, (select max(name) from migrations) as schema
  from listings join threads on threads.id = listings.thread_id
  where listings.list = 'everything'`;

export async function findOverview({ db, config }: Pick<Platform, 'db' | 'config'>): Promise<Overview> {
  const { postgres, schema, ...counts } = one(await selectOverview(db, {}));
  const versions = {
    cairn: about.version,
    node: process.version,
    postgres,
    schema,
    markdown: MARKDOWN_VERSION,
  };
  return { counts, versions, settings: settingStates(config) };
}

// What is not in this list may hold a secret, so that only whether it is set is told.
const shown: ReadonlySet<string> = new Set([
  'PORT',
  'HOST',
  'BASE_URL',
  'COMMUNITY_NAME',
  'DATA_DIR',
  'POSTGRES_BIN_DIR',
  'SAMPLE',
  'MAIL_FROM',
  'TRUST_PROXY',
  'LOG_LEVEL',
  'GITHUB_URL',
  'S3_BUCKET',
  'S3_REGION',
]);

/** Every setting with its value, or with whether it is set where the value may be a secret. */
function settingStates(config: Config): { name: string; state: string }[] {
  return Object.entries(config as Omit<Config, 'secure' | 'providers' | 'recogniser'>)
    .filter(([name]) => /^[A-Z]/.test(name))
    .map(([name, value]) => ({ name, state: stateOf(name, value) }));
}

function stateOf(name: string, value: string | number | undefined): string {
  if (value === undefined) return 'not set';
  return shown.has(name) ? `${value}` : 'set';
}
