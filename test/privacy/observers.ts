import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportCairn } from '../../src/features/transfer/export.ts';
import { urls } from '../../src/urls.ts';
import type { Actor } from './scenario.ts';
import { readAnswer } from './scenario-steps.ts';
import type { Answer } from './scenario-steps.ts';
import type { World } from './scenario-world.ts';
import { metricsToken } from './scenario-world.ts';

/** What somebody sees somewhere, as text: by who and where. */
export type Sight = Map<string, string>;

type Reader = 'anonymous' | 'outsider' | 'colleague' | 'moderator' | 'admin';
/** Who takes part beside them: what they are told is their own, and says nothing of the others. */
const told = ['asker', 'answerer'] as const;

const patterns = Object.values(urls).map(({ pattern }) => pattern as string);
const fixed = patterns.filter((path) => !path.includes(':') && path !== urls.metrics());
const searched = ['tech lead', 'promised customer', '"what would you do first"'];
const beside = [
  ...['/topics/tech-lead', '/topics/tech-lead.atom', '/topics/on-call.atom', '/sitemap.xml?part=1'],
  ...['/people/ada-example', '/topics/suggest?q=te', '/questions?sort=new', '/nowhere'],
  ...searched.map((q) => `/search?q=${encodeURIComponent(q)}`),
];
const writing = [urls.vote, urls.acceptance, urls.closure, urls.removal].map(
  ({ pattern }) => pattern as string,
);
const ofPost = patterns.filter(
  (path) => (path.startsWith('/posts/:id') || path === urls.moderatePost.pattern) && !writing.includes(path),
);
const ofApi = [
  ...['/topics', '/topics/tech-lead', '/topics/tech-lead/questions', '/questions', '/search?q=tech+lead'],
  ...['/openapi.json'],
];
const ofApiPost = ['questions', 'answers', 'comments'].flatMap((kind) =>
  ['', '/comments', '/answers'].map((end) => `/${kind}/:id${end}`),
);

export interface Looking {
  /** The posts that are looked at closely. */
  ids: readonly string[];
  /** Those of earlier scenarios, which are seen in lists only. */
  passed: ReadonlySet<string>;
}

type Look = (world: World, looking: Looking) => Promise<Sight>;

/** Everything that anybody but the authors can see, in parts; what is quick comes first. */
export function looksOf(scenario: number): Look[] {
  // Half of those who are signed in by turns: what they read overlaps.
  const signedIn = (['outsider', 'moderator', 'colleague', 'admin'] as const).filter(
    (_, at) => at < 2 === (scenario % 2 === 0),
  );
  const seen = (sees: (world: World, sight: Sight, looking: Looking) => Promise<void>): Look => {
    return async (world, looking) => {
      const sight: Sight = new Map();
      await sees(world, sight, looking);
      return sight;
    };
  };
  return [
    seen(seeFiles),
    ...(['anonymous', ...signedIn] as const).map((reader) =>
      seen(async (world, sight, looking) => await browse(world, sight, reader, looking)),
    ),
    seen(async (world, sight, looking) => {
      await callApi(world, sight, 'anonymous', looking);
      await callApi(world, sight, 'colleague', looking);
      for (const who of told) await see(world, sight, who, '/notifications');
    }),
    seen(seeFiles),
  ];
}

/** In the middle of things: what changes first. */
export const glance: Look = async (world, looking) => {
  const sight: Sight = new Map();
  for (const reader of ['anonymous', 'moderator'] as const)
    await browse(world, sight, reader, { ...looking, brief: true });
  return sight;
};

/** What does not come as a page. */
async function seeFiles(world: World, sight: Sight): Promise<void> {
  await seeMetrics(world, sight);
  seeMail(world, sight);
  sight.set('the log', world.log.join('').replaceAll(/"ms":[\d.]+/g, '"ms":0'));
  const { path } = await exportCairn(world.community.platform, join(world.folder, 'export.jsonl'));
  sight.set('the export', await readFile(path, 'utf8'));
}

async function browse(
  world: World,
  sight: Sight,
  reader: Reader,
  { ids, passed, brief = false }: Looking & { brief?: boolean },
): Promise<void> {
  const places = ids.flatMap((id) => ofPost.map((pattern) => pattern.replace(':id', id)));
  const start = brief ? ['/', '/feed.atom', '/moderation', ...places] : [...fixed, ...beside, ...places];
  const found = new Set(start);
  for (const path of found) {
    const answer = await see(world, sight, reader, path);
    const isOld = (link: string) => link.split(/[/#?]/).some((part) => passed.has(part));
    if (brief && !path.startsWith('/posts/')) continue;
    for (const link of linksOf(answer)) if (!isOld(link)) found.add(link);
  }
}

async function callApi(world: World, sight: Sight, reader: Reader, { ids }: Looking): Promise<void> {
  const places = ids.flatMap((id) => ofApiPost.map((pattern) => pattern.replace(':id', id)));
  const token = reader === 'anonymous' ? undefined : world.players.get(reader)?.apiToken;
  for (const place of [...ofApi, ...places]) {
    const own = token && !place.includes('openapi') ? `${place.includes('?') ? '&' : '?'}own=1` : '';
    const headers = token ? { authorization: `Bearer ${token}` } : undefined;
    await see(world, sight, reader, `/api/v1${place}${own}`, headers);
  }
}

async function see(
  world: World,
  sight: Sight,
  reader: Reader | Actor,
  path: string,
  headers?: Record<string, string>,
): Promise<Answer> {
  world.random.begin(`${reader} ${path} ${sight.size}`);
  const client = reader === 'anonymous' ? undefined : world.players.get(reader)?.client;
  const from = { 'x-forwarded-for': addressFor(world) };
  const answer =
    client && !headers
      ? await readAnswer(await client.get(path, from))
      : await readAnswer(
          await world.app.request(`http://cairn.test${path}`, { headers: { ...from, ...headers } }),
        );
  // The admin's overview shows where this world keeps its files.
  const { dataDir } = world.community.platform.config;
  sight.set(
    `${reader}${headers ? ' (API)' : ''} ${path}`,
    printAnswer(answer).replaceAll(dataDir, 'DATA_DIR'),
  );
  return answer;
}

const addresses = new WeakMap<World, number>();

/** Searching is limited by address: each request comes from another one, the same in both worlds. */
function addressFor(world: World): string {
  const asked = (addresses.get(world) ?? 0) + 1;
  addresses.set(world, asked);
  return `10.${(asked >> 16) % 256}.${(asked >> 8) % 256}.${asked % 256}`;
}

/** The tag comes last: it only says that something else differs. */
export function printAnswer({ status, headers, body }: Answer): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`).toSorted();
  const tags = lines.filter((line) => line.startsWith('etag:'));
  return [status, ...lines.filter((line) => !tags.includes(line)), '', body, ...tags].join('\n');
}

function linksOf({ headers, body }: Answer): string[] {
  const isHtml = headers.some(([name, value]) => name === 'content-type' && value.startsWith('text/html'));
  if (!isHtml) return [];
  const links = [...body.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, link]) =>
    (link ?? '').replaceAll('&amp;', '&'),
  );
  return links.filter((link) => !link.startsWith('/assets/') && !link.startsWith('//'));
}

async function seeMetrics(world: World, sight: Sight): Promise<void> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const response = await world.app.request('http://cairn.test/metrics', { headers });
  const lines = (await response.text()).split('\n');
  const steady = lines.filter((line) => !/^(process|nodejs)_|_bucket\{|_sum\{/.test(line));
  sight.set('/metrics', steady.join('\n'));
}

/** Every mail with its headers. That of the pair is seen too, but not to whom it goes. */
function seeMail({ mailbox, players }: World, sight: Sight): void {
  if (!mailbox) return;
  const mine = ['one', 'two', 'three', 'four'].map((name) => players.get(name as Actor)?.email ?? '');
  const mails = mailbox.delivered.map(({ to, mail }) => {
    const about = mail.text?.includes('There is something new') ?? false;
    const hidden = (text: string) =>
      about ? mine.reduce((all, address) => all.replaceAll(address, 'an author'), text) : text;
    const headers = mail.headers.map(({ key, value }) =>
      ['date', 'message-id'].includes(key)
        ? `${key}: ${value.replaceAll(/[\w:+]/g, 'x')}`
        : `${key}: ${value}`,
    );
    return hidden([to.join(' '), ...headers, mail.text ?? '', mail.html ?? ''].join('\n'));
  });
  // Words that are overdue go out by lot.
  sight.set('mail', mails.toSorted().join('\n---\n'));
}
