import { createHash } from 'node:crypto';
import type { Verdict } from './backup-chance.ts';
import { judge } from './backup-chance.ts';
import type { Dump, Row } from './backup-dump.ts';
import type { Masked } from './backup-masked.ts';
import type { SeededRandom } from './scenario-random.ts';

export interface Found extends Verdict {
  way: string;
  /** The table with the names. */
  named: string;
  masked: string;
}

/** What somebody with a dump has, and what we know beside it. */
export interface Stolen {
  dump: Dump;
  accounts: readonly { id: string; email: string }[];
  naming: ReadonlyMap<string, Row[]>;
  masked: readonly Masked[];
}

type Nearness = (named: Row, masked: Row, dump: Dump) => number;

const share = ({ table, rank }: Row, dump: Dump) => (rank + 0.5) / (dump.get(table)?.length ?? 1);

const nearnesses: Record<string, Nearness> = {
  'nearest transaction': (named, masked) => Math.abs(named.writer - masked.writer),
  'last transaction before': (named, masked) =>
    named.writer <= masked.writer ? masked.writer - named.writer : Infinity,
  'nearest place': (named, masked, dump) => Math.abs(share(named, dump) - share(masked, dump)),
  'nearest time': ({ times }, masked) =>
    Math.min(Infinity, ...times.flatMap((time) => masked.times.map((other) => Math.abs(time - other)))),
  'nearest size': (named, masked) => Math.abs(named.size - masked.size),
};

/** What hangs on the order in which things were written; all else is to say nothing at any moment. */
const byOrder = ['nearest transaction', 'last transaction before', 'nearest place'];

/** Tries every way to tie each kind of masked row to each kind of row with a name; the best first. */
export function attackAll(stolen: Stolen, random: SeededRandom, ways: 'all' | 'all but order'): Found[] {
  const { dump, naming, masked, accounts } = stolen;
  const ids = accounts.map(({ id }) => id);
  const tables = new Set([...naming.values()].flat().map(({ table }) => table));
  const words = new Map(accounts.map((account) => [account.id, wordsOfAccount(account, naming)]));
  const found: Found[] = [];
  for (const group of masked) {
    const { name, rows } = group;
    const attempt = (way: string, named: string, distance: (account: string, row: Row) => number) => {
      const owners = rows.map(({ owner }) => owner);
      const verdict = judge(owners, ids, (account, at) => distance(account, rows[at]?.row as Row), random);
      found.push({ way, named, masked: name, ...verdict });
    };
    for (const table of ['any table', ...tables]) {
      const of = (account: string) =>
        (naming.get(account) ?? []).filter((row) => table === 'any table' || row.table === table);
      const named = new Map(ids.map((account) => [account, of(account)]));
      for (const [way, nearness] of Object.entries(nearnesses)) {
        if (ways === 'all but order' && byOrder.includes(way)) continue;
        attempt(way, table, (account, row) =>
          Math.min(Infinity, ...(named.get(account) ?? []).map((each) => nearness(each, row, dump))),
        );
      }
    }
    attempt('a word in common', 'any table', (account, row) =>
      wordsIn(row.text).some((word) => words.get(account)?.has(word)) ? 0 : 1,
    );
    attempt('as many rows', 'any table', unlikeCounts(group, naming));
  }
  return found.toSorted((a, b) => b.z - a.z);
}

/** No exchange of accounts in a hundred thousand did as well, and none comes near. */
export function isLink({ p, z }: Found): boolean {
  return p < 1e-4 && z > 6;
}

/** As if it were known besides how much each masked author wrote. */
function unlikeCounts({ rows }: Masked, naming: ReadonlyMap<string, Row[]>) {
  const written = new Map<string, number>();
  for (const { owner } of rows) written.set(owner, (written.get(owner) ?? 0) + 1);
  const owners = new Map(rows.map(({ row, owner }) => [row, owner]));
  return (account: string, row: Row) =>
    Math.abs((naming.get(account)?.length ?? 0) - (written.get(owners.get(row) ?? '') ?? 0));
}

function wordsIn(text: string): string[] {
  return text.match(/[0-9A-Za-z_-]{10,}/g) ?? [];
}

/** The words of its rows, and what its id and its address become when they are hashed without a key. */
function wordsOfAccount(
  { id, email }: { id: string; email: string },
  naming: ReadonlyMap<string, Row[]>,
): Set<string> {
  const hashes = ['md5', 'sha1', 'sha256'].flatMap((algorithm) =>
    [id, email].map((text) => createHash(algorithm).update(text).digest('hex')),
  );
  return new Set([...hashes, ...(naming.get(id) ?? []).flatMap(({ text }) => wordsIn(text))]);
}

export function describeFound({ way, named, masked, hits, rows, expected, z, p }: Found): string {
  const right = `${hits.toFixed(1)} of ${rows} right, ${expected.toFixed(1)} by chance`;
  return `${masked} by ${way} in ${named}: ${right}, z ${z.toFixed(1)}, p ${p.toExponential(1)}`;
}
