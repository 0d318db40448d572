import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CastName } from '../../../test/cast.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import type { ApiForTests } from '../api/api-for-tests.ts';
import { createApiForTests } from '../api/api-for-tests.ts';

let api: ApiForTests;
let path: string;

beforeEach(async () => {
  api = await createApiForTests();
  const { platform, answerer } = api.community;
  path = `/videos/${(await addVideo(platform, answerer, { captions: { en: talk } })).id}`;
});
afterEach(() => api.community.close());

async function correct(who: CastName | null, cues: object[], revision = 1) {
  return await api.call(who, `PATCH ${path}/captions/en`, { revision, cues });
}

async function textOf(position: number): Promise<string> {
  return (await api.call(null, `GET ${path}/captions/en`)).json.cues[position].text;
}

async function listSuggestions(): Promise<{ id: string; outdated: boolean }[]> {
  return (await api.call('answerer', `GET ${path}/suggestions`)).json.suggestions;
}

const better = { position: 3, text: 'We counted them twice, with a reconciliation every night.' };

it('the author of a video corrects its words at once', async () => {
  expect((await correct('answerer', [better])).json).toEqual({ outcome: 'corrected' });
  expect(await textOf(3)).toBe(better.text);
  expect((await correct('answerer', [better], 2)).json).toEqual({ outcome: 'same' });
  const late = await correct('answerer', [{ position: 0, text: 'Good evening.' }]);
  expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining('Somebody was faster.')]);
  expect(await listSuggestions()).toEqual([]);
});

it('anybody else suggests, without a name, and the author takes it over or puts it away', async () => {
  expect((await correct('asker', [better])).json).toEqual({ outcome: 'suggested' });
  expect((await correct('colleague', [{ position: 0, text: 'Good evening.' }])).json).toEqual({
    outcome: 'suggested',
  });
  expect(await textOf(3)).not.toBe(better.text);
  const suggested = await api.call('answerer', `GET ${path}/suggestions`);
  expect(suggested.headers.get('cache-control')).toBe('private, no-store');
  expect(suggested.json.suggestions).toEqual([
    {
      ...{ id: expect.any(String), lang: 'en', at: 0.5, outdated: false },
      ...{ was: 'Good morning. This is a talk about moving payments.', becomes: 'Good evening.' },
    },
    expect.objectContaining({ at: 36.2, becomes: better.text }),
  ]);
  const [first, second] = await listSuggestions();
  for (const who of ['asker', 'moderator'] as const) {
    expect((await api.call(who, `GET ${path}/suggestions`)).status).toBe(403);
    expect((await api.call(who, `PUT /suggestions/${first?.id}/acceptance`)).status).toBe(403);
    expect((await api.call(who, `DELETE /suggestions/${first?.id}`)).status).toBe(403);
  }
  expect((await api.call(null, `GET ${path}/suggestions`)).status).toBe(401);
  expect((await api.call('answerer', `PUT /suggestions/${second?.id}/acceptance`)).status).toBe(204);
  expect(await textOf(3)).toBe(better.text);
  expect((await api.call('answerer', `DELETE /suggestions/${first?.id}`)).status).toBe(204);
  expect(await textOf(0)).toContain('Good morning.');
  expect((await api.call('answerer', `DELETE /suggestions/${first?.id}`)).status).toBe(404);
  expect((await api.call('answerer', `PUT /suggestions/${second?.id}/acceptance`)).status).toBe(404);
});

it('a suggestion for words that have changed since can only be put away', async () => {
  await correct('asker', [better]);
  await correct('answerer', [{ position: 3, text: 'We counted.' }]);
  const [suggestion] = await listSuggestions();
  expect(suggestion?.outdated).toBe(true);
  const late = await api.call('answerer', `PUT /suggestions/${suggestion?.id}/acceptance`);
  expect([late.status, late.json.detail]).toEqual([409, 'These words were changed in the meantime.']);
  expect((await api.call('answerer', `DELETE /suggestions/${suggestion?.id}`)).status).toBe(204);
});

it('what is no correction is refused, and nobody is told anything', async () => {
  expect((await correct(null, [better])).status).toBe(401);
  expect((await correct('asker', [])).status).toBe(422);
  expect((await correct('asker', [{ position: 0, text: ' ' }])).json.errors).toEqual({
    'cue-0': 'Something is said here. What is it?',
  });
  const far = await correct('asker', [better, { position: 20, text: 'Far.' }]);
  expect(far.json.errors.cues).toContain('12 in a row at most');
  const many = Array.from({ length: 13 }, (_, position) => ({ position, text: 'x' }));
  expect((await correct('asker', many)).status).toBe(422);
  expect((await api.call('asker', `PATCH ${path}/captions/de`, { revision: 1, cues: [better] })).status).toBe(
    404,
  );
  expect((await api.call('asker', 'PUT /suggestions/11111111111/acceptance')).status).toBe(404);
  expect(await listSuggestions()).toEqual([]);
});
