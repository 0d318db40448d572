import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { ImportContext, Phase, TransferPlatform } from './context.ts';
import { publishBatch } from './publish-batch.ts';
import { quote } from './quote.ts';
import type { RecordOf } from './records.ts';
import { lockThreadRows, resolvePosts } from './refs.ts';
import type { Staged } from './staging.ts';
import type { Verdicts } from './tally.ts';
import { readSlot } from './vote-slots.ts';

/** Votes, in the order of `Staging.sortVotes`. */
export const votePhase: Phase<'vote', Staged<'vote'>> = {
  type: 'vote',
  prepare: (_, vote) => vote,
  write: async ({ platform }: ImportContext, tx, batch, verdicts) => {
    const posts = await resolvePosts(
      tx,
      batch.map(({ record }) => record.on),
    );
    const votes = batch.flatMap((vote) => {
      const post = posts.get(vote.record.on);
      if (post) return [{ vote, post }];
      verdicts.reject(vote, `there is no post ${quote(vote.record.on)}`);
      return [];
    });
    await lockThreadRows(
      tx,
      votes.map(({ post }) => post.threadId),
    );
    const cast = votes.map(({ vote, post }) => ({ vote, postId: post.id }));
    const touched = await castVotes(platform, tx, cast, verdicts);
    await countVotes(tx, { ids: [...touched] });
    const roots = votes.filter(({ post }) => post.id === post.threadId && touched.has(post.id));
    await publishBatch(tx, { posts: [], counted: [], listed: roots.map(({ post }) => post.id) });
  },
};

interface Cast {
  vote: Staged<'vote'>;
  postId: string;
}

type Value = RecordOf<'vote'>['value'];

interface Present {
  /** By key, in hexadecimal. */
  values: Map<string, Value>;
  /** How many there are, by post and value. */
  counts: Map<string, number>;
}

/** Returns the ids of the posts whose votes changed. */
async function castVotes(
  platform: TransferPlatform,
  tx: Tx,
  votes: readonly Cast[],
  verdicts: Verdicts,
): Promise<Set<string>> {
  const present = await findPresent(platform, tx, votes);
  const written = new Map<string, { postId: string; value: Value }>();
  for (const { vote, postId } of votes) {
    const keys = keysOf(platform, vote.record.by, postId);
    const key = keys.find((hex) => present.values.has(hex)) ?? keys[0] ?? '';
    const before = present.values.get(key) ?? 0;
    const value = wantedValue(vote.record, { postId, before, counts: present.counts });
    verdicts.count(vote, value === before ? 'unchanged' : before === 0 ? 'added' : 'updated');
    if (value === before) continue;
    written.set(key, { postId, value });
    present.values.set(key, value);
    count(present.counts, postId, before, -1);
    count(present.counts, postId, value, 1);
  }
  await writeVotes(tx, written);
  return new Set([...written.values()].map(({ postId }) => postId));
}

/**
 * What the voter's vote should be. A vote of an export has no voter, only a number among those of its post:
 * it is there when the post has that many, whoever cast them.
 */
function wantedValue(
  { by, on, value }: RecordOf<'vote'>,
  { postId, before, counts }: { postId: string; before: Value; counts: Map<string, number> },
): Value {
  const number = readSlot(by, { post: on, value });
  if (number === null || before !== 0) return value;
  return (counts.get(`${postId} ${value}`) ?? 0) < number ? value : 0;
}

function count(counts: Map<string, number>, postId: string, value: Value, change: number): void {
  if (value === 0) return;
  const key = `${postId} ${value}`;
  counts.set(key, (counts.get(key) ?? 0) + change);
}

function keysOf({ keys }: TransferPlatform, by: string, postId: string): string[] {
  return keys.macs('import-vote', [by, postId]).map((key) => key.toString('hex'));
}

const findVotes = statement<{ keys: Buffer[] }, { key: string; value: Value }>('findImportedVotes')`
  select encode(voter_key, 'hex') as key, value from votes where voter_key = any (${'keys'}::bytea[])`;

const findCounts = statement<{ ids: string[] }, { postId: string; value: Value; count: number }>(
  'findVoteCounts',
)`
  select post_id as "postId", value, count(*) as count from votes where post_id = any (${'ids'}::text[])
  group by post_id, value`;

async function findPresent(platform: TransferPlatform, tx: Tx, votes: readonly Cast[]): Promise<Present> {
  const hexes = votes.flatMap(({ vote, postId }) => keysOf(platform, vote.record.by, postId));
  const values = await findVotes(tx, { keys: hexes.map((hex) => Buffer.from(hex, 'hex')) });
  const numbered = votes.filter(({ vote: { record } }) =>
    readSlot(record.by, { post: record.on, value: record.value }),
  );
  const ids = [...new Set(numbered.map(({ postId }) => postId))];
  const counts = ids.length === 0 ? [] : await findCounts(tx, { ids });
  return {
    values: new Map(values.map(({ key, value }) => [key, value])),
    counts: new Map(counts.map((row) => [`${row.postId} ${row.value}`, row.count])),
  };
}

const putVotes = statement<{ keys: Buffer[]; ids: string[]; values: number[] }, never>('putImportedVotes')`
  insert into votes (voter_key, post_id, value)
  select * from unnest(${'keys'}::bytea[], ${'ids'}::text[], ${'values'}::smallint[])
  on conflict (voter_key) do update set value = excluded.value`;

const dropVotes = statement<{ keys: Buffer[] }, never>('dropImportedVotes')`
  delete from votes where voter_key = any (${'keys'}::bytea[])`;

async function writeVotes(tx: Tx, votes: Map<string, { postId: string; value: Value }>): Promise<void> {
  const all = [...votes].map(([hex, vote]) => ({ key: Buffer.from(hex, 'hex'), ...vote }));
  const put = all.filter(({ value }) => value !== 0);
  const keys = put.map(({ key }) => key);
  await putVotes(tx, { keys, ids: put.map(({ postId }) => postId), values: put.map(({ value }) => value) });
  await dropVotes(tx, { keys: all.filter(({ value }) => value === 0).map(({ key }) => key) });
}

const countVotes = statement<{ ids: string[] }, never>('countVotesOfMany')`
  update posts set up = counts.up, down = counts.down
  from (
    select asked.id, count(*) filter (where value = 1) as up, count(*) filter (where value = -1) as down
    from unnest(${'ids'}::text[]) as asked (id) left join votes on votes.post_id = asked.id
    group by asked.id
  ) as counts
  where posts.id = counts.id`;
