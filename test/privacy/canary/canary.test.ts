import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listed } from '../matrix/notation.ts';
import { tables } from '../matrix/tables.ts';
import type { World } from '../matrix/world.ts';
import { scenariosOf } from '../scenario-budget.ts';
import { findUnsaid } from './columns.ts';
import { crawl, dump, exportText, listColumns, type Document } from './crawl.ts';
import { Finder } from './finder.ts';
import { findLeaks } from './leaks.ts';
import { rights } from './rights.ts';
import { createSecretWorld } from './secrets.ts';
import { spellingsOf } from './spellings.ts';

let world: World;
let finder: Finder;
let guest: string;
const lines: string[] = [];

const quickly = scenariosOf(0) === 0;
const reads = tables.filter(({ method }) => method === 'GET');
const writes = tables.filter(({ method }) => method !== 'GET');

beforeAll(async () => {
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(line) });
  const made = await createSecretWorld({
    environment: { METRICS_TOKEN: 'a-token-of-enough-length' },
    injected: { log },
  });
  world = made.world;
  finder = new Finder(made.secrets);
  guest = String(made.secrets.get('browser of a guest'));
});
afterAll(() => world.close());

async function leaksIn(documents: AsyncIterable<Document>): Promise<string[]> {
  const leaks = new Set<string>();
  for await (const document of documents) for (const leak of findLeaks(finder, document)) leaks.add(leak);
  return [...leaks];
}

function atFirst(listed: Listed): Listed {
  return { ...listed, rows: listed.rows.slice(0, 1) };
}

const sink = (way: string, text: string): Document => ({ reader: 'nobody', way, at: '', text, brought: '' });

describe('no secret is told to somebody who has no right to it', () => {
  it('by any page, feed, answer of the API or redirect', async () => {
    expect(await leaksIn(crawl(world, reads, { quickly }))).toEqual([]);
  });

  it('by the answer to anything that is sent', async () => {
    const some = quickly ? writes.map(atFirst) : writes;
    expect(await leaksIn(crawl(world, some, { quickly }))).toEqual([]);
  });

  it('by an error page, whatever the error says', async () => {
    const { db } = world.community.platform;
    const fail = () => Promise.reject(new Error('Key (email)=(asker@cairn.test) already exists.'));
    const some = [...reads, ...writes].map(atFirst);
    try {
      Object.assign(db, { run: fail, transaction: fail });
      expect(await leaksIn(crawl(world, some, { quickly }))).toEqual([]);
    } finally {
      for (const name of ['run', 'transaction']) Reflect.deleteProperty(db, name);
    }
  });

  it('by the stream of an AMA, whoever hears it from its beginning', async () => {
    const streams = reads
      .filter(({ route }) => route === 'GET /amas/events/:id')
      .map((listed) => ({ ...listed, options: { ...listed.options, query: '?after=0' } }));
    const heard: Document[] = [];
    for await (const document of crawl(world, streams)) heard.push(document);
    expect(heard.filter(({ text }) => text.includes('"op":"put"')).length).toBeGreaterThan(7);
    expect(heard.flatMap((document) => findLeaks(finder, document))).toEqual([]);
  });

  it('by what a guest reads who hosts an AMA, but for what hosts are there for', async () => {
    const { id = '', at: page = '' } = world.places.get('ama') ?? {};
    const read = async (path: string): Promise<Document> => {
      const origin = world.community.platform.config.origin;
      const headers = { host: new URL(origin).host, cookie: `guest=${guest}` };
      const text = await (await world.send(origin + path, { method: 'GET', headers })).text();
      return { reader: 'guest', way: 'GET', at: path, text, brought: '' };
    };
    const stage = await read(`/amas/stage/${id}`);
    expect(finder.find(stage.text).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['held question', 'dismissed-question', 'dismissal']),
    );
    const others = await Promise.all([`/amas/manage/${id}`, page, '/', '/amas'].map(read));
    expect([stage, ...others].flatMap((document) => findLeaks(finder, document))).toEqual([]);
  });

  it('by the log, the metrics, or the export', async () => {
    const { metrics } = world.community.platform;
    expect(lines.length).toBeGreaterThan(1000);
    expect(findLeaks(finder, sink('log', lines.join('\n')))).toEqual([]);
    expect(findLeaks(finder, sink('metrics', await metrics.text()))).toEqual([]);
    expect(findLeaks(finder, await exportText(world))).toEqual([]);
  });
});

describe('the database', () => {
  it('holds each secret where it has to be, and nowhere else', async () => {
    expect(await leaksIn(dump(world))).toEqual([]);
  });

  it('has no column of which nobody has said what it may hold', async () => {
    expect(findUnsaid(await listColumns(world))).toEqual([]);
  });

  it('holds a planted secret in every column that is private', async () => {
    const found = new Set<string>();
    for await (const { way, text } of dump(world)) {
      for (const { name } of finder.find(text)) if (rights[name]?.columns.includes(way)) found.add(way);
    }
    const meant = new Set(Object.values(rights).flatMap(({ columns }) => columns));
    expect([...meant].filter((column) => !found.has(column))).toEqual([]);
  });
});

describe('the crawl does not let pass', () => {
  const at = (name: string) => world.places.get(name)?.['id'] ?? '';

  it('a hash of an address in the address of a picture, as it was in other systems', async () => {
    const email = world.community.asker.account.email ?? '';
    const hash = createHash('md5').update(email).digest('hex');
    const send: World['send'] = async (url, init) => {
      const response = await world.send(url, init);
      return new Response(`${await response.text()}<img src="/avatars/${hash}.webp">`, response);
    };
    const home = reads.filter(({ route }) => route === 'GET /');
    const leaks = await leaksIn(crawl({ ...world, send }, home, { quickly }));
    expect(leaks).toContain('address of the asker (md5 as hex) is told to nobody by GET / at -');
  });

  it('a deleted post that is still to be found', async () => {
    const { pool } = world.community.platform.db;
    await pool.query(
      `insert into search_documents (post_id, thread_id, at, words)
      select id, thread_id, at, to_tsvector(body) from posts where id = $1`,
      [at('deleted-answer')],
    );
    const leaks = await leaksIn(dump(world));
    await world.settle();
    expect(leaks).toEqual(['deleted-answer (raw) stands in search_documents.words']);
  });

  it('a line of the log that names who asked', () => {
    const told = Buffer.from(JSON.stringify({ by: world.community.asker.account.id })).toString('base64url');
    const leaks = findLeaks(finder, sink('log', `{"request":"x","state":"${told}"}`));
    expect(leaks).toEqual(['account of the asker (base64) is told to nobody by log']);
  });

  it('any way of writing a secret', () => {
    const secret = "Grace+O'Hara@cairn.test";
    const only = new Finder(new Map([['the secret', secret]]));
    for (const { as, text } of spellingsOf(secret)) {
      expect(
        only.find(`… ${text} …`).map((hit) => hit.as),
        as,
      ).toContain(as);
    }
    expect(only.find('grace, o, hara, cairn.test')).toEqual([]);
  });
});
