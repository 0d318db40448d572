import { expect, inject, test } from 'vitest';
import { forgetRowOrder, tables } from '../../src/features/accounts/row-order.ts';
import type { Found } from './backup-attacks.ts';
import { describeFound, isLink } from './backup-attacks.ts';
import { LogReader, countRemains } from './backup-files.ts';
import * as leaks from './backup-leaks.ts';
import { Lived, asOwnerOfFiles, writtenTogether } from './backup-theft.ts';
import { patience, say, scenariosOf, seed } from './scenario-budget.ts';

const ofAmas = ['public.ama_questions', 'public.ama_events', 'public.ama_rsvps', 'public.waiting_posts'];
const ofVideos = ['public.moments', 'public.caption_suggestions'];

const linksIn = (found: readonly Found[]) => found.filter(isLink).map(describeFound);

test(
  'a dump links masked posts, votes and authors to accounts no better than chance, once the day’s order is forgotten',
  async () => {
    const bursts = scenariosOf(60);
    const lived = await Lived.live(seed, bursts);
    const atOnce = await lived.steal();
    expect(writtenTogether(atOnce), 'rows with names, written together with masked ones').toEqual([]);
    const [best] = lived.attack(atOnce, { only: 'public.authors' });
    await lived.sweep();
    const swept = lived.attack(await lived.steal(), { ways: 'all but order' });
    expect(linksIn(swept), 'on the same day, but for the order').toEqual([]);
    await forgetRowOrder(lived.community.platform);
    const stolen = await lived.steal();
    expect(stolen.masked.map(({ name }) => name)).toEqual(expect.arrayContaining([...ofAmas, ...ofVideos]));
    const after = lived.attack(stolen);
    expect(linksIn(after), 'after the daily job').toEqual([]);
    // What the job is for, and that these attackers are good ones: before it, they find whoever has just come.
    expect(best && best.hits / best.rows).toBeGreaterThan(0.3);
    const { length: accounts } = stolen.accounts;
    say(`backup join: ${bursts} scenarios, ${accounts} accounts, ${after.length} attacks`);
    if (best && after[0]) say(`  at once: ${describeFound(best)}\n  after: ${describeFound(after[0])}`);
    await lived.close();
  },
  patience,
);

test('neither the log of writing nor what files still hold of old rows tells more', async () => {
  const lived = await Lived.live(`${seed} files`, 0);
  const { community } = lived;
  const client = await asOwnerOfFiles(inject('postgres').adminUrl, community.databaseUrl);
  if (!client) return lived.close();
  const log = new LogReader(client);
  await log.begin();
  const beforeWriting = () => log.read();
  const busy = await Lived.liveOn(community, `${seed} files`, 30, { name: 'none', beforeWriting });
  await log.read();
  const masked = [
    'posts',
    'authors',
    'votes',
    'private_slots',
    'pending_words',
    'revisions',
    'waiting_posts',
    ...['ama_questions', 'ama_events', 'ama_rsvps', 'moments', 'caption_suggestions'],
  ];
  const naming = [...Object.keys(tables), 'kept_mails'];
  const has = (written: ReadonlySet<string>, names: string[]) => names.some((name) => written.has(name));
  // A host's, who writes under a name: that of the profile, which it refers to.
  const { rows: named } = await client.query<{ writer: string }>(
    'select xmin::text as writer from posts where profile_id is not null',
  );
  for (const { writer } of named) log.written.delete(writer);
  const transactions = [...log.written.values()];
  const both = transactions.filter((written) => has(written, masked) && has(written, naming));
  for (const table of ['posts', 'ama_questions', 'ama_rsvps', 'waiting_posts'])
    expect(transactions.filter((written) => has(written, [table])).length, table).toBeGreaterThan(5);
  expect(both.map((written) => [...written])).toEqual([]);
  await busy.sweep();
  // A row that somebody may still be reading is kept: the next time it goes.
  const remains = async () => {
    await forgetRowOrder(community.platform);
    const left: string[] = [];
    for (const table of Object.keys(tables))
      if ((await countRemains(client, `public.${table}`)) > 0) left.push(table);
    return left;
  };
  await expect.poll(remains, { timeout: 20_000 }).toEqual([]);
  await client.end();
  await lived.close();
});

test.each([
  { ...leaks.lastSeen, expected: /by nearest time in public\.accounts/ },
  { ...leaks.tableOfItsOwn, expected: /by last transaction before in public\.visits/ },
  { ...leaks.seedOfThePicture, expected: /public\.posts by a word in common/ },
])('the attackers find it when $name', async ({ expected, ...leak }) => {
  const lived = await Lived.live('leaks', 45, leak);
  await lived.sweep();
  await forgetRowOrder(lived.community.platform);
  const found = lived.attack(await lived.steal(), { only: 'public.posts' });
  expect(linksIn(found).join('\n')).toMatch(expected);
  await lived.close();
});

test('they find it when the transaction of a post touches its account', async () => {
  const lived = await Lived.live('leaks', 20, leaks.touchedBeside);
  expect(writtenTogether(await lived.steal())).toEqual(['public.accounts']);
  await lived.close();
});
