import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { importCairn } from './import.ts';
import { thread } from './instance-for-tests.ts';

let community: TestCommunity;
beforeAll(async () => (community = await createTestCommunity()));
afterAll(() => community.close());

test('pages that were kept show what was imported, at once', async () => {
  const { platform } = community;
  const reader = community.newClient();
  expect(await reader.page('/topics')).not.toContain('Tech Lead');
  const path = join(platform.config.dataDir, 'import.jsonl');
  await writeFile(path, thread.map((record) => JSON.stringify(record)).join('\n'));
  await importCairn(platform, path);
  expect(await reader.page('/topics')).toContain('Tech Lead');
  expect(await reader.page('/topics/tech-lead')).toContain('Should I leave before the reorg?');
  const kept = platform.pages.size.pages;
  expect(kept).toBeGreaterThan(0);
  await importCairn(platform, path);
  expect(platform.pages.size.pages, 'an import that changes nothing drops nothing').toBe(kept);
});
