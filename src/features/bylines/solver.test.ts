import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CountedMember, OpenClass, Path, SolverState } from './solver.ts';
import { classKey, finestOpen, solve } from './solver.ts';

/** Milliseconds; on a busy machine, and for many populations. */
const patience = 3_600_000;

const populations = Number(process.env['POPULATIONS'] ?? 3_000);

test('a company opens in the second epoch in which it has half as many again as are needed', () => {
  const members = people(15, ['northwind']);
  const first = solve({}, members, 10);
  expect(first.open).toEqual([]);
  expect(solve(first.state, members, 10).open).toEqual([{ path: ['northwind'], members: 15 }]);
});

test('fourteen are too few to open, however long they wait', () => {
  const members = people(14, ['northwind']);
  const { state } = solve({}, members, 10);
  expect(solve(state, members, 10).open).toEqual([]);
});

test('what is open stays so down to twelve, so that two who leave unnoticed leave ten', () => {
  const opened = settled(people(15, ['northwind']));
  expect(solve(opened, people(12, ['northwind']), 10).open).toHaveLength(1);
  expect(solve(opened, people(11, ['northwind']), 10).open).toEqual([]);
});

test('each shows the finest class that is open, and who is left over the coarser one', () => {
  const members = [
    ...people(20, ['northwind', 'Software Engineer', 'Senior', 'L5']),
    ...people(15, ['northwind', 'Software Engineer', 'Staff']),
    ...people(16, ['northwind', 'Data Engineer', 'Senior']),
  ];
  expect(shown(solve(settled(members), members, 10).open)).toEqual({
    '["northwind","Data Engineer","Senior"]': 16,
    '["northwind","Software Engineer","Senior","L5"]': 20,
    '["northwind","Software Engineer","Staff"]': 15,
  });
});

test('a few who are left over take the smallest finer class with them rather than stand alone', () => {
  const members = [
    ...people(20, ['northwind', 'Software Engineer', 'Senior']),
    ...people(16, ['northwind', 'Software Engineer', 'Staff']),
    ...people(3, ['northwind', 'Software Engineer', 'Principal']),
  ];
  expect(shown(solve(settled(members), members, 10).open)).toEqual({
    '["northwind","Software Engineer"]': 19,
    '["northwind","Software Engineer","Senior"]': 20,
  });
});

test('executives are counted with the company alone, and hide among others', () => {
  const members = [...people(30, ['northwind', 'Software Engineer']), ...people(1, ['northwind'])];
  expect(shown(solve(settled(members), members, 10).open)).toEqual({ '["northwind"]': 31 });
});

test('a class stays closed to who would be alone in it', () => {
  const members = people(30, ['northwind', 'Software Engineer']);
  const open = keys(solve(settled(members), members, 10).open);
  expect(finestOpen(['northwind', 'Designer'], open)).toBe(0);
  expect(finestOpen(['northwind', 'Software Engineer', 'Staff'], open)).toBe(2);
});

test(
  `no class that is shown has fewer than k, through ${populations} populations and their changes`,
  () => {
    const check = () =>
      eachHistory(({ k, epochs }) => {
        let state: SolverState = {};
        for (const members of epochs) {
          const { state: next, open } = solve(state, members, k);
          for (const [key, size] of sizes(members, open)) {
            if (size < k) throw new Error(`${key} is shown by ${size}, fewer than ${k}`);
          }
          for (const { path, members: counted } of open) {
            if (counted < k + 2) throw new Error(`${classKey(path)} is open with ${counted}`);
          }
          state = next;
        }
      });
    expect(check).not.toThrow();
  },
  patience,
);

test(
  'one who comes, goes or moves after a decision changes nothing that anybody sees',
  () => {
    const check = () =>
      eachHistory(({ k, epochs, event }) => {
        let state: SolverState = {};
        for (const members of epochs) {
          ({ state } = solve(state, members, k));
          const quiet = solve(state, countedIn(state), k).open;
          const disturbed = solve(state, event(countedIn(state)), k).open;
          if (JSON.stringify(quiet) !== JSON.stringify(disturbed)) throw new Error('one event was seen');
        }
      });
    expect(check).not.toThrow();
  },
  patience,
);

test('nothing opens at first sight, and the order of people decides nothing', () => {
  eachHistory(({ k, epochs }) => {
    const [members = []] = epochs;
    expect(solve({}, members, k).open).toEqual([]);
    const { state } = solve({}, members, k);
    const reversed = solve(state, members.toReversed(), k);
    expect(shown(reversed.open)).toEqual(shown(solve(state, members, k).open));
  }, populations / 10);
});

test('a solver that opens every class of k would be caught: it leaves few over', () => {
  const naive = (members: readonly CountedMember[], k: number) => {
    const all = new Map<string, number>();
    for (const { path } of members) {
      for (let steps = 1; steps <= path.length; steps += 1) {
        const key = classKey(path.slice(0, steps) as unknown as Path);
        all.set(key, (all.get(key) ?? 0) + 1);
      }
    }
    return [...all].filter(([, size]) => size >= k).map(([key, size]) => toOpen(key, size));
  };
  expect(() =>
    eachHistory(({ k, epochs }) => {
      for (const members of epochs) {
        for (const [, size] of sizes(members, naive(members, k))) {
          if (size < k) throw new Error('too few');
        }
      }
    }, 1000),
  ).toThrow('Property failed');
});

interface History {
  k: number;
  epochs: CountedMember[][];
  event: (members: CountedMember[]) => CountedMember[];
}

function eachHistory(check: (history: History) => void, runs = populations): void {
  const seeds = fc.record({ k: fc.integer({ min: 5, max: 12 }), seed: fc.integer() });
  fc.assert(
    fc.property(seeds, ({ k, seed }) => check(drawHistory(k, seed))),
    { numRuns: Math.ceil(runs) },
  );
}

/** Two companies, some roles, levels and own names, unevenly; people join, leave and move for four epochs. */
function drawHistory(k: number, seed: number): History {
  const draw = mulberry32(seed);
  const upTo = (most: number) => Math.floor(draw() * most);
  const skewed = (most: number) => Math.floor(draw() ** 2 * most);
  let made = 0;
  const path = (): Path => {
    const whole: Path = [`c${skewed(2)}`, `r${skewed(3)}`, `l${skewed(3)}`, `n${skewed(2)}`];
    return whole.slice(0, 1 + Math.min(3, upTo(5))) as unknown as Path;
  };
  const member = (): CountedMember => ({ key: `m${made++}`, path: path() });
  const change = (members: CountedMember[]): CountedMember[] => {
    const at = upTo(members.length);
    const kind = upTo(3);
    if (kind === 0 || members.length === 0) return [...members, member()];
    if (kind === 1) return members.toSpliced(at, 1);
    return members.with(at, { key: members[at]?.key ?? '', path: path() });
  };
  let members = Array.from({ length: upTo(8 * k) }, member);
  const epochs = [members];
  for (let epoch = 1; epoch < 4; epoch += 1) {
    const changes = draw() < 0.5 ? upTo(4) : upTo(4 * k);
    for (let each = 0; each < changes; each += 1) members = change(members);
    epochs.push(members);
  }
  return { k, epochs, event: change };
}

/** A small generator of 32 bits (Tommy Ettinger's mulberry32), so that a seed gives the same history again. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function people(many: number, path: Path): CountedMember[] {
  return Array.from({ length: many }, (_, index) => ({ key: `${path.join()} ${index}`, path }));
}

/** The state after two epochs with these people. */
function settled(members: CountedMember[]): SolverState {
  return solve(solve({}, members, 10).state, members, 10).state;
}

function countedIn(state: SolverState): CountedMember[] {
  return Object.values(state).flatMap((company) =>
    Object.entries(company.counted).map(([key, path]) => ({ key, path: JSON.parse(path) as Path })),
  );
}

function sizes(members: readonly CountedMember[], open: readonly OpenClass[]): Map<string, number> {
  const all = keys(open);
  const found = new Map<string, number>();
  for (const { path } of members) {
    const steps = finestOpen(path, all);
    if (steps === 0) continue;
    const key = classKey(path.slice(0, steps) as unknown as Path);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

function toOpen(key: string, members: number): OpenClass {
  return { path: JSON.parse(key) as Path, members };
}

function keys(open: readonly OpenClass[]): Set<string> {
  return new Set(open.map(({ path }) => classKey(path)));
}

function shown(open: readonly OpenClass[]): Record<string, number> {
  return Object.fromEntries(open.map(({ path, members }) => [classKey(path), members]));
}
