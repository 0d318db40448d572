import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import type { TestCommunity } from '../../../test/community.ts';
import type { Heard, RecogniserServer } from './recogniser-server-for-tests.ts';
import { startRecogniser } from './recogniser-server-for-tests.ts';
import {
  addFilm,
  heard,
  openRecognising,
  recogniseNow,
  recognitionOf,
  tracksOf,
} from './recognition-for-tests.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let community: TestCommunity;
let logged: unknown[];
let server: RecogniserServer;

async function open(
  answer: (response: ServerResponse, asked: Heard) => void,
  environment: Record<string, string> = {},
): Promise<void> {
  server = await startRecogniser(answer);
  ({ community, logged } = await openRecognising({ RECOGNISER_URL: server.url, ...environment }));
}

afterEach(async () => {
  await community.close();
  await server.close();
});

const own = async (id: string) => await community.answerer.client.page(`/videos/own/${id}`);

/** The last of three attempts. */
async function recogniseLast(longestMs?: number): Promise<void> {
  await community.platform.db.pool.query('update recognitions set attempts = 2');
  await recogniseNow(community, longestMs === undefined ? {} : { longestMs });
}

test.runIf(films)('a server gets the sound in a form, with the language, its token and a model', async () => {
  await open((response) => response.end('1\n00:00:00,000 --> 00:00:00,900\nWords of a server.\n'), {
    RECOGNISER_TOKEN: 'a-token',
    RECOGNISER_MODEL: 'large-v3',
  });
  const { id } = await addFilm(community);
  await community.platform.db.pool.query(`update videos set language = 'pt-BR' where id = $1`, [id]);
  await recogniseNow(community);
  expect(await tracksOf(community, id)).toEqual([
    { lang: 'pt-BR', source: 'recogniser', words: 'Words of a server.' },
  ]);
  expect(server.heard).toMatchObject([
    {
      path: '/v1/words',
      authorization: 'Bearer a-token',
      fields: { language: 'pt', model: 'large-v3', response_format: 'vtt' },
    },
  ]);
  const sound = server.heard[0]?.sound ?? Buffer.alloc(0);
  expect(sound.toString('latin1', 0, 4)).toBe('RIFF');
  // A second of 16,000 samples of two bytes.
  expect(sound.length).toBeGreaterThan(30_000);
  expect(sound.length).toBeLessThan(40_000);
});

test.runIf(films)('without a token and a model none is sent', async () => {
  await open((response) => response.end(heard));
  await addFilm(community);
  await recogniseNow(community);
  expect(server.heard[0]?.authorization).toBeUndefined();
  expect(server.heard[0]?.fields).toEqual({ language: 'en', response_format: 'vtt' });
});

test.runIf(films).each<[string, (response: ServerResponse) => void, RegExp]>([
  [
    'a failure of the server',
    (response) => response.writeHead(500).end(heard),
    /did not answer as it should/,
  ],
  ['no room for it', (response) => response.writeHead(413).end(), /did not answer as it should/],
  ['an answer about nothing', (response) => response.writeHead(204).end(), /did not answer as it should/],
  [
    'JSON in place of captions',
    (response) => response.end('{"text":"marzipan"}'),
    /cannot be read as captions/,
  ],
  [
    'half of an answer',
    (response) => {
      response.writeHead(200, { 'content-length': heard.length + 1 }).write(heard);
      setImmediate(() => response.destroy());
    },
    /did not answer as it should/,
  ],
  ['an answer that is too long', pour, /more than captions can be/],
])('%s is no words', async (_, answer, reason) => {
  await open(answer);
  const { id } = await addFilm(community);
  await recogniseLast();
  expect(await recognitionOf(community, id)).toMatchObject({ state: 'failed', attempts: 3 });
  expect(await own(id)).toMatch(reason);
  expect(await tracksOf(community, id)).toEqual([]);
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toMatch(/marzipan|127\.0\.0\.1/);
});

/** Says the same for ever, as fast as it is heard. */
function pour(response: ServerResponse): void {
  response.write(heard);
  const more = () => {
    while (!response.destroyed && response.write(heard.repeat(1000)));
  };
  response.on('drain', more);
  more();
}

test.runIf(films)('a redirect is not followed', async () => {
  await open((response, { path }) => {
    if (path === '/elsewhere') response.end(heard);
    else response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const { id } = await addFilm(community);
  await recogniseLast();
  expect(server.heard.map(({ path }) => path)).toEqual(['/v1/words']);
  expect(await recognitionOf(community, id)).toMatchObject({ state: 'failed' });
});

test.runIf(films)('a server that does not answer, or not to the end, is given up', async () => {
  await open((response) => void response);
  const silent = await addFilm(community);
  await recogniseLast(300);
  expect(await own(silent.id)).toContain('took longer than is given to one');
  await community.close();
  await server.close();
  await open((response) => void response.write('WEBVTT\n'));
  const slow = await addFilm(community);
  await recogniseLast(1000);
  expect(await own(slow.id)).toContain('took longer than is given to one');
});

test.runIf(films)('a server that is not there, or no server of the web, did not answer', async () => {
  const other = createServer((socket) => socket.resume().end('Who is there?'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await open((response) => response.end(heard), { RECOGNISER_URL: `http://127.0.0.1:${port}/` });
  const { id } = await addFilm(community);
  await recogniseLast();
  expect(await own(id)).toContain('did not answer as it should');
  other.close();
  await once(other, 'close');
  await community.platform.db.pool.query(`update recognitions set state = 'waiting'`);
  await recogniseLast();
  expect(await own(id)).toContain('did not answer as it should');
  expect(server.heard).toEqual([]);
});
