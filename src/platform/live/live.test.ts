import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventReader } from '../../../test/event-reader.ts';
import { Refusal, TooMany } from '../../errors.ts';
import { systemClock } from '../clock.ts';
import { createLogger } from '../logger.ts';
import { systemRandom } from '../random.ts';
import type { Holder } from './live.ts';
import { Live } from './live.ts';
import { LogForTests } from './log-for-tests.ts';

let live: Live;
let log: LogForTests;
let server: Server;
let readers: EventReader[];

beforeEach(async () => {
  log = new LogForTests();
  readers = [];
  await serve();
});

afterEach(async () => {
  live.close();
  for (const reader of readers) reader.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** A member is named in a header; so is the network that the request comes from. */
async function serve(limits = { account: 3, address: 100, all: 150 }): Promise<void> {
  const logger = createLogger('silent');
  live = new Live({ clock: systemClock, random: systemRandom, log: logger, limits });
  server = createServer((request, response) => {
    const { 'last-event-id': last, member, network = 'somewhere' } = request.headers;
    const after = last === undefined ? null : Number(last);
    const holder = typeof member === 'string' ? holderOf(member) : null;
    const joining = {
      response,
      headers: { 'x-frame-options': 'DENY' },
      after,
      address: String(network),
      holder,
    };
    live.join('talk', log, joining).catch((error: unknown) => {
      const status = error instanceof Refusal ? error.status : 500;
      if (error instanceof TooMany) response.setHeader('retry-after', error.retryAfter);
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function holderOf(member: string): Holder {
  return { session: Buffer.from(member), accountId: member, role: 'member' };
}

async function read(lastEventId?: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const { port } = server.address() as AddressInfo;
  const resumed = lastEventId === undefined ? {} : { lastEventId };
  const reader = await EventReader.open(`http://127.0.0.1:${port}/`, { headers, ...resumed });
  readers.push(reader);
  return reader;
}

function say(text: string, subject?: string): void {
  log.add(text, subject);
  live.poke(['talk', 'what nobody reads']);
}

async function expectSaid(reader: EventReader, words: readonly string[]): Promise<void> {
  await expect.poll(() => reader.said, { timeout: 3000 }).toEqual(words.map((word) => `["${word}"]`));
}

test('everybody is sent what happens from then on, in order, with the server’s time and a word when to come back', async () => {
  say('before');
  const all = await Promise.all(Array.from({ length: 20 }, () => read()));
  expect(log.opened).toBe(1);
  say('one');
  say('two');
  for (const reader of all) await expectSaid(reader, ['one', 'two']);
  const [reader] = all;
  expect(reader?.headers).toMatchObject({
    ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    ...{ 'x-accel-buffering': 'no', 'x-frame-options': 'DENY' },
  });
  expect(
    Math.abs(Number(reader?.messages.find(({ event }) => event === 'time')?.data) - Date.now()),
  ).toBeLessThan(5000);
  expect(reader?.retry).toBeGreaterThanOrEqual(1000);
  expect(reader?.messages.filter(({ id }) => id !== '').map(({ id }) => id)).toEqual(['2', '3']);
});

test('what happens close together goes out together, four times a second', async () => {
  const reader = await read();
  let sendings = 0;
  log.onRead = () => (sendings += 1);
  const words = Array.from({ length: 40 }, (_, number) => `word ${number}`);
  for (const word of words) {
    say(word);
    await delay(20);
  }
  await expectSaid(reader, words);
  expect(sendings).toBeLessThan(8);
});

test('readers whose lines break again and again miss nothing and are told nothing twice', async () => {
  const words = Array.from({ length: 200 }, (_, number) => `${number}`);
  let isOver = false;
  const follow = async (impatience: number): Promise<string[]> => {
    const said: string[] = [];
    let last = '0';
    for (;;) {
      const reader = await read(last);
      await Promise.race([reader.ended, delay(impatience * (0.5 + Math.random()))]);
      reader.close();
      said.push(...reader.said);
      last = reader.lastId ?? last;
      if (isOver && said.length >= words.length) return said;
    }
  };
  const following = [30, 60, 110, 170, 240, 330].map(follow);
  for (const word of words) {
    say(word);
    await delay(10);
  }
  isOver = true;
  for (const said of await Promise.all(following)) expect(said).toEqual(words.map((word) => `["${word}"]`));
}, 20_000);

test('who comes back is handed what is so now, not what was said of it before', async () => {
  const reader = await read();
  say('written', 'post');
  say('another', 'other');
  await expectSaid(reader, ['written', 'another']);
  say('taken down', 'post');
  await expectSaid(reader, ['written', 'another', 'taken down']);
  await expectSaid(await read('0'), ['another', 'taken down']);
  await expectSaid(await read('2'), ['taken down']);
  expect(log.stragglers).toEqual([]);
});

test('what is not in memory is read once for all who ask for the same', async () => {
  for (const word of ['one', 'two', 'three']) say(word);
  const stragglers = await Promise.all(Array.from({ length: 10 }, () => read('1')));
  for (const straggler of stragglers) await expectSaid(straggler, ['two', 'three']);
  expect(log.stragglers).toEqual([1]);
  say('four');
  for (const straggler of stragglers) await expectSaid(straggler, ['two', 'three', 'four']);
});

test('who has missed more than is known is told to load the page anew, and goes on from there', async () => {
  for (const word of ['one', 'two', 'three']) say(word);
  log.oldest = 2;
  for (const had of ['0', '-1', '77']) {
    const reader = await read(had);
    await expect.poll(() => reader.messages.at(-1)).toMatchObject({ event: 'reload', id: '3' });
  }
  say('four');
  for (const reader of readers) await expectSaid(reader, ['four']);
});

test('news that was missed is read when it comes in again, and nothing old is handed out meanwhile', async () => {
  const reader = await read();
  say('one', 'post');
  await expectSaid(reader, ['one']);
  live.distrust();
  log.add('gone', 'post');
  await expectSaid(await read('0'), ['one', 'gone']);
  expect(log.stragglers).toEqual([0]);
  live.pokeAll();
  await expectSaid(reader, ['one', 'gone']);
});

test('while nobody reads along nothing is read, and the next one is sent what is so then', async () => {
  const first = await read();
  say('one', 'post');
  await expectSaid(first, ['one']);
  first.close();
  await expect.poll(() => live.readers).toBe(0);
  say('gone', 'post');
  await delay(400);
  await expectSaid(await read('0'), ['gone']);
  expect(log.opened).toBe(1);
});

test('what cannot be read for a while is sent when it can', async () => {
  const reader = await read();
  log.isAway = true;
  say('meanwhile');
  await delay(600);
  log.isAway = false;
  expect(reader.said).toEqual([]);
  await expectSaid(reader, ['meanwhile']);
});

test('when there is nothing to tell of any more, readers are sent away and nobody is let in', async () => {
  const reader = await read();
  log.isGone = true;
  say('nobody hears this');
  await reader.ended;
  expect(reader.messages.at(-1)?.event).toBe('reload');
  expect((await read()).status).toBe(404);
});

test('who does not take in what is sent is let go, holds up nobody, and goes on where it was', async () => {
  const [slow, quick] = [await read('0'), await read('0')];
  slow.pause();
  const words = Array.from({ length: 60 }, (_, number) => `${number} ${'long '.repeat(40_000)}`);
  for (const word of words) {
    say(word);
    await delay(60);
  }
  await expectSaid(quick, words);
  await expect.poll(() => live.readers, { timeout: 5000 }).toBe(1);
  const again = await read('58');
  await expectSaid(again, words.slice(58));
}, 20_000);

test('so many may read along from one address, and by one account; who leaves makes room', async () => {
  const tabs = await Promise.all([1, 2, 3].map(() => read(undefined, { member: 'ada' })));
  const refused = await read(undefined, { member: 'ada', network: 'elsewhere' });
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
  expect((await read(undefined, { member: 'grace' })).status).toBe(200);
  tabs[0]?.close();
  await expect.poll(() => live.readers).toBe(3);
  expect((await read(undefined, { member: 'ada' })).status).toBe(200);

  const crowd = await Promise.all(Array.from({ length: 98 }, () => read()));
  expect(crowd.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(2);
  expect((await read(undefined, { network: 'elsewhere' })).status).toBe(200);
  const others = await Promise.all(
    Array.from({ length: 60 }, () => read(undefined, { network: 'a campus' })),
  );
  expect(others.filter(({ status }) => status === 200)).toHaveLength(49);
});

test('a stream ends with the session that it was opened for, in a second or two, and others go on', async () => {
  const ended = new Set<string>();
  const asked: number[] = [];
  live.watchHolders(async (holders) => {
    asked.push(holders.length);
    await delay(5);
    return holders.filter(({ accountId }) => ended.has(accountId));
  });
  const [ada, otherTab] = [
    await read(undefined, { member: 'ada' }),
    await read(undefined, { member: 'ada' }),
  ];
  const others = [await read(undefined, { member: 'grace' }), await read()];
  await expect.poll(() => asked.length, { timeout: 3000 }).toBeGreaterThan(0);
  expect(asked[0]).toBe(3);
  const begun = performance.now();
  ended.add('ada');
  await Promise.all([ada.ended, otherTab.ended]);
  expect(performance.now() - begun).toBeLessThan(2000);
  say('still here');
  for (const reader of others) await expectSaid(reader, ['still here']);
});

test('before a stop every stream ends with a word when to come back, each at another time, and none begins', async () => {
  const all = await Promise.all(Array.from({ length: 30 }, () => read()));
  for (const reader of all) reader.retry = 0;
  live.drain();
  await Promise.all(all.map(({ ended }) => ended));
  const retries = all.map(({ retry }) => retry);
  expect(Math.min(...retries)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...retries)).toBeLessThanOrEqual(3000);
  expect(new Set(retries).size).toBeGreaterThan(10);
  expect((await read()).status).toBe(503);
  expect(live.readers).toBe(0);
});
