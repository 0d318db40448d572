import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { Edge } from './context.ts';
import { readForm } from './form.ts';

const app = new Hono<Edge>().post('/', async (c) => c.json(await readForm(c)));

async function send(body: string): Promise<Record<string, string | string[]>> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await app.request('/', { method: 'POST', headers, body });
  return (await response.json()) as Record<string, string | string[]>;
}

test('a field that comes once is text, one that comes several times a list in its order', async () => {
  expect(await send('a=1&b=2&b=3&b=4')).toEqual({ a: '1', b: ['2', '3', '4'] });
});

test('as many fields as a request can hold are read at once, whether of one name or of many', async () => {
  const begun = performance.now();
  expect((await send('a&'.repeat(250_000)))['a']).toHaveLength(250_000);
  const many = Array.from({ length: 60_000 }, (_, place) => `f${place}`).join('&');
  expect(Object.keys(await send(many))).toHaveLength(60_000);
  expect(performance.now() - begun).toBeLessThan(5000);
});
