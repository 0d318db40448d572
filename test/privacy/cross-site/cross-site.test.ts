import { randomInt } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { addTopic, answer, ask } from '../../threads.ts';
import { KeptRows } from '../matrix/kept-rows.ts';
import { say, scenariosOf } from '../scenario-budget.ts';
import { bound, confirm } from '../timing/measure.ts';
import { welchT } from '../timing/welch.ts';
import { openNeighbours, type Neighbours } from './neighbours.ts';
import { probe, probeWindow, sendForm, timeLoads, type Observed } from './probes.ts';

let there: Neighbours;
let kept: KeptRows;
let question: { id: string; path: string };
/** By somebody else, in the same words. */
let others: { id: string; path: string };
let answerId: string;
/** Each signed in, in a browser of their own: who wrote the question, and who did not. */
let author: BrowserContext;
let stranger: BrowserContext;

const places = ['another site', 'a neighbour of the same site'] as const;
type PlaceName = (typeof places)[number];

beforeAll(async () => {
  there = await openNeighbours();
  const { platform, members } = there;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  question = await ask(platform, members.asker);
  others = await ask(platform, members.colleague);
  answerId = await answer(platform, members.answerer, { questionId: question.id });
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(there.databaseUrl).pathname;
  kept = await KeptRows.keep(url.href);
  author = await there.open('asker');
  stranger = await there.open('outsider');
});
afterAll(async () => {
  await kept.close();
  await there.close();
});
afterEach(() => {
  there.before.fetch = async (request, next) => await next(request);
});

/** Pages that are not the same for the author as for others, where they come from here. */
const told = () => [
  question.path,
  `/posts/${question.id}/edit`,
  `/posts/${question.id}/flags`,
  `/posts/${question.id}`,
  `/drafts`,
  `/api/v1/questions/${question.id}?own=1`,
];

function addressOf({ id, path }: { id: string; path: string }, part: string): string {
  return part === '' ? path : `/posts/${id}${part}`;
}

async function visit(context: BrowserContext, place: PlaceName): Promise<Page> {
  const page = await context.newPage();
  await page.goto(there.hostile[place]);
  return page;
}

/** What differs between what the page learns of the author and of the stranger. */
async function findDifferences(place: PlaceName, addresses: string[]): Promise<string[]> {
  const differences: string[] = [];
  for (const address of addresses) {
    const whole = there.origin + address;
    const [mine, theirs] = await Promise.all([look(author, place, whole), look(stranger, place, whole)]);
    for (const [way, seen] of Object.entries(mine))
      if (theirs[way] !== seen) differences.push(`${address} by ${way}: ${seen}, or ${theirs[way]}`);
  }
  for (const context of [author, stranger]) for (const page of context.pages()) await page.close();
  return differences;
}

async function look(context: BrowserContext, place: PlaceName, address: string): Promise<Observed> {
  const page = await visit(context, place);
  const seen = await page.evaluate(probe, address);
  const opened = await page.evaluate(probeWindow, address);
  return {
    ...seen,
    ...Object.fromEntries(Object.entries(opened).map(([name, what]) => [`window ${name}`, what])),
  };
}

describe.each(places)('a page of %s', (place) => {
  it('sees the same of its reader whether they wrote a post or not', async () => {
    expect(await findDifferences(place, told())).toEqual([]);
    expect(await kept.listTouched()).toEqual([]);
  });

  it('takes as long to load what its reader wrote as what others did', async () => {
    expect(await confirm(async () => await timeBoth(place))).toBeLessThan(bound);
  });

  it('cannot have its reader do anything', async () => {
    await sendAll(place);
    expect((await kept.listTouched()).map(({ name }) => name)).toEqual([]);
  });
});

async function timeBoth(place: PlaceName): Promise<number> {
  const rounds = scenariosOf(0) > 0 ? 500 : 20;
  const page = await visit(author, place);
  const times = { first: [] as number[], second: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const part of ['', '/edit', '/flags']) {
      const order = randomInt(2) === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const);
      const posts = { first: question, second: others };
      const addresses = order.map((which) => there.origin + addressOf(posts[which], part));
      const taken = await page.evaluate(timeLoads, addresses);
      order.forEach((which, turn) => times[which].push(taken[turn] ?? Infinity));
    }
  }
  await page.close();
  const t = welchT(times);
  say(`loads from ${place}: t = ${t.toFixed(2)} over ${times.first.length} each`);
  return t;
}

async function sendAll(place: PlaceName): Promise<void> {
  const page = await visit(author, place);
  const forms = [
    { path: `/posts/${question.id}/removal`, fields: { removed: '1' } },
    { path: `/posts/${answerId}/vote`, fields: { value: '1' } },
    { path: '/sign-out', fields: {} },
  ];
  for (const { path, fields } of forms)
    await page.evaluate(sendForm, { action: there.origin + path, fields });
  await page.close();
}

describe('the probes do not let pass', () => {
  it('an application that looks at cookies whoever asks, and lets itself be loaded', async () => {
    there.before.fetch = async (request, next) => {
      const open = await next(withoutOrigin(request));
      const headers = new Headers(open.headers);
      for (const name of ['cross-origin-resource-policy', 'x-frame-options', 'content-security-policy'])
        headers.delete(name);
      headers.set('timing-allow-origin', '*');
      return new Response(open.body, { status: open.status, headers });
    };
    const differences = await findDifferences('a neighbour of the same site', [`/posts/${question.id}/edit`]);
    expect(differences.join('\n')).toMatch(/by (object|timing entries|link)/);
  });

  it('an application that does what any page’s form says', async () => {
    there.before.fetch = async (request, next) => await next(withoutOrigin(request));
    await sendAll('a neighbour of the same site');
    expect((await kept.listTouched()).map(({ name }) => name)).toContain('public.removals');
  });
});

/** What the application would know if browsers said nothing of where a request comes from. */
function withoutOrigin(request: Request): Request {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('sec-fetch-')) headers.delete(name);
  if (headers.has('origin')) headers.set('origin', new URL(request.url).origin);
  const { method, url } = request;
  return new Request(url, {
    method,
    headers,
    body: request.body,
    ...(request.body ? { duplex: 'half' } : {}),
  });
}
