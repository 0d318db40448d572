import type { Dump, Row } from './backup-dump.ts';
import type { Truth } from './backup-life.ts';

/** Rows of one kind that somebody masked has caused, each with whose it is. */
export interface Masked {
  name: string;
  rows: { row: Row; owner: string }[];
}

/** All rows that hold the id of a post or the key of a vote, by table, and the authors of these posts; of a few nothing can be said. */
export function maskedRows(dump: Dump, naming: ReadonlyMap<string, Row[]>, truth: Truth): Masked[] {
  const named = new Set([...naming.values()].flat());
  const owners = new Map([...truth.authors, ...truth.owners, ...authorsIn(dump, truth)]);
  const groups = new Map<string, Masked>();
  const add = (name: string, row: Row, owner: string) => {
    const group = groups.get(name) ?? { name, rows: [] };
    group.rows.push({ row, owner });
    groups.set(name, group);
  };
  const pattern = new RegExp([...owners.keys()].join('|'), 'g');
  for (const row of [...dump.values()].flat()) {
    if (named.has(row)) continue;
    const ids = row.text.match(pattern) ?? [];
    const [first, last] = [ids[0], ids.at(-1)];
    if (first !== undefined) add(row.table, row, owners.get(first) ?? '');
    if (last !== undefined && last !== first) add(`${row.table}, its last id`, row, owners.get(last) ?? '');
  }
  return [...groups.values()].filter(({ rows }) => rows.length >= 8);
}

const authorId = /\\\\x([0-9a-f]{32})/;

function authorsIn(dump: Dump, { authors }: Truth): [string, string][] {
  return (dump.get('public.posts') ?? []).flatMap(({ text }): [string, string][] => {
    const owner = authors.get(/^\((\w+)/.exec(text)?.[1] ?? '');
    const author = authorId.exec(text)?.[1];
    return owner && author ? [[author, owner]] : [];
  });
}
