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
  ...['/openapi.json', '/amas'],
];
/** The event stream as it is for who has seen nothing yet, and what only hosts and moderators get. */
const stream = '/amas/events/:id?after=0';
const ofAma = [stream, '/amas/stage/:id', '/amas/manage/:id', '/amas/calendar/:id'];
const ofApiAma = ['/amas/:id', '/amas/:id/questions'];
const ofApiVideo = ['/videos/:id'];
const ofApiPost = ['questions', 'answers', 'comments'].flatMap((kind) =>
  ['', '/comments', '/answers'].map((end) => `/${kind}/:id${end}`),
);

export interface Looking {
  /** The posts that are looked at closely. */
  ids: readonly string[];
  /** Those of them that are AMAs. */
  amas: readonly string[];
  /** The addresses of those that are videos. */
  videos: readonly string[];
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
      await host(world, sight, looking);
      await film(world, sight, looking);
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

/** What those hear who read an AMA live, from its beginning. */
export const listen: Look = async (world, { amas }) => {
  const sight: Sight = new Map();
  for (const path of placesOf([stream], amas)) await see(world, sight, 'anonymous', path);
  return sight;
};

/** The AMAs of whoever hosts them. */
async function host(world: World, sight: Sight, { amas, passed }: Looking): Promise<void> {
  for (const place of placesOf(ofAma, amas)) {
    const links = linksOf(await see(world, sight, 'answerer', place));
    for (const link of links.filter((one) => !isAbout(one, passed)))
      await see(world, sight, 'answerer', link);
  }
}

/** What the author of a video is shown beside it. */
async function film(world: World, sight: Sight, { videos }: Looking): Promise<void> {
  const ids = videos.map((path) => path.split('/')[2] ?? '');
  for (const place of placesOf([urls.captions.pattern, urls.captionSuggestions.pattern], ids))
    await see(world, sight, 'answerer', place);
}

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
  { ids, amas, videos, passed, brief = false }: Looking & { brief?: boolean },
): Promise<void> {
  const places = [...placesOf(ofPost, ids), ...placesOf(ofAma, amas), ...placesOfVideos(videos)];
  const start = brief ? ['/', '/feed.atom', '/moderation', ...places] : [...fixed, ...beside, ...places];
  const found = new Set(start);
  for (const path of found) {
    const answer = await see(world, sight, reader, path);
    if (brief && !path.startsWith('/posts/')) continue;
    for (const link of linksOf(answer)) if (!isAbout(link, passed)) found.add(link);
  }
}

function placesOf(addresses: readonly string[], ids: readonly string[]): string[] {
  return ids.flatMap((id) => addresses.map((address) => address.replace(':id', id)));
}

const placesOfVideos = (videos: readonly string[]) => videos.flatMap((path) => [path, `${path}/transcript`]);

function isAbout(link: string, ids: ReadonlySet<string>): boolean {
  return link.split(/[/#?]/).some((part) => ids.has(part));
}

async function callApi(
  world: World,
  sight: Sight,
  reader: Reader,
  { ids, amas, videos }: Looking,
): Promise<void> {
  const filmed = videos.map((path) => path.split('/')[2] ?? '');
  const places = [...placesOf(ofApiPost, ids), ...placesOf(ofApiAma, amas), ...placesOf(ofApiVideo, filmed)];
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
  // A stream that was asked for before remembers its frames for half a minute, and that by the clock on the wall.
  world.community.platform.live.distrust();
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

const requests = new WeakMap<World, number>();

/** Searching is limited by address: each request comes from another one, the same in both worlds. */
function addressFor(world: World): string {
  const asked = (requests.get(world) ?? 0) + 1;
  requests.set(world, asked);
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
    const about = /There is something new|You get this because you asked/.test(mail.text ?? '');
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
