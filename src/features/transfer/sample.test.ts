import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestInstance, records } from './instance-for-tests.ts';
import { loadSample } from './sample.ts';

let instance: TestInstance;
beforeEach(async () => (instance = await TestInstance.create()));
afterEach(() => instance.close());

const sample = fileURLToPath(new URL('../../../sample', import.meta.url));

test('the sample community fills an empty database, whole, and once', async () => {
  const report = await loadSample(instance.platform, sample);
  expect(report).toMatchObject({ rejected: [], notes: [] });
  expect(report?.counts.question.added).toBeGreaterThanOrEqual(40);
  expect(await loadSample(instance.platform, sample)).toBeNull();
});

test('a community that has begun is left alone', async () => {
  await instance.import([records.topic]);
  expect(await loadSample(instance.platform, sample)).toBeNull();
  expect(await instance.query('select slug from topics')).toEqual([{ slug: 'tech-lead' }]);
});
