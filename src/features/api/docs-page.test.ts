import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiForTests } from './api-for-tests.ts';
import { createApiForTests } from './api-for-tests.ts';
import { curlOf } from './curl.ts';
import { problems } from './problems.ts';

let api: ApiForTests;
let page: string;

beforeAll(async () => {
  api = await createApiForTests();
  page = await api.community.newClient().page('/api');
});
afterAll(() => api.community.close());

it('the page shows every operation with an example, every schema and every problem', () => {
  for (const methods of Object.values(api.document.paths ?? {})) {
    for (const { operationId } of Object.values(methods as Record<string, { operationId: string }>)) {
      expect(page).toContain(`id="${operationId}"`);
    }
  }
  for (const name of Object.keys(api.document.components?.schemas ?? {})) {
    expect(page).toContain(`id="schema-${name}"`);
  }
  for (const { name } of Object.values(problems)) expect(page).toContain(`id="${name}"`);
  expect(page).toContain(
    'curl &#39;http://cairn.test/api/v1/questions/k3mPq8RtZx2&#39;'.replaceAll('&#39;', "'"),
  );
});

it('the page leads nowhere that is not on it, and brings no script of others', () => {
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const places = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(places.length).toBeGreaterThan(100);
  expect(places.filter((id) => !ids.has(id))).toEqual([]);
  expect(
    [...page.matchAll(/<script[^>]*src="([^"]+)"/g)].every(([, src]) => src?.startsWith('/assets/')),
  ).toBe(true);
});

it('what takes a file is shown with one', () => {
  expect(page).toContain(
    [
      `curl -T 'talk.mp4' \\`,
      `  -H &quot;Authorization: Bearer $CAIRN_TOKEN&quot; \\`,
      `  'http://cairn.test/api/v1/own-videos/k3mPq8RtZx2/file'`,
    ].join('\n'),
  );
  expect(page).toContain('Takes <a href="#schema-VideoFile">VideoFile</a>');
});

it('a command survives quotes in its body', () => {
  const example = { method: 'POST', path: '/questions', body: { body: "It's" } };
  expect(curlOf(example, { base: 'https://cairn.test/api/v1', withToken: true })).toBe(
    [
      'curl -X POST',
      '-H "Authorization: Bearer $CAIRN_TOKEN"',
      "-H 'Content-Type: application/json'",
      `-d '{\n    "body": "It'\\''s"\n  }'`,
      "'https://cairn.test/api/v1/questions'",
    ].join(' \\\n  '),
  );
});
