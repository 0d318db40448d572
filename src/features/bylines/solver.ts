/**
 * From coarse to fine what a company byline can show of somebody: the company, then the role, then the level, then
 * the level's own name there. Executives have the company only.
 */
export type Path = readonly [company: string, ...rest: string[]];

/** Who is counted; `key` tells people apart and says nothing of them. */
export interface CountedMember {
  key: string;
  path: Path;
}

/** What one epoch leaves to the next, for each company. */
export interface CompanyState {
  /** The classes that are open: whoever is in one, and in none that is finer, shows it. Paths as `classKey` writes them. */
  open: readonly string[];
  /** Classes with enough people to open, if they have them in the next epoch too. */
  large: readonly string[];
  /** Whom the last decision rests on: the class of each counted member. */
  counted: Readonly<Record<string, string>>;
}

export type SolverState = Readonly<Record<string, CompanyState>>;

/** A class that is open in this epoch, and how many show it, as the decision counted them. */
export interface OpenClass {
  path: Path;
  members: number;
}

/** So many people of a company must have changed before anything about it is decided anew. */
const fewestChanges = 3;

/**
 * Decides for an epoch which classes are open, so that everyone who shows a company byline shares it with at least
 * `k` people. A class that nobody shows is never open; who is in no open class shows no company.
 *
 * Small differences decide nothing: fewer than three changes in a company leave the people of its last decision in
 * force. So a class that is open must keep two more than `k`; one that is not must have 1.5 k in two epochs.
 */
export function solve(
  before: SolverState,
  members: readonly CountedMember[],
  k: number,
): { state: SolverState; open: OpenClass[] } {
  const state: Record<string, CompanyState> = {};
  const open: OpenClass[] = [];
  const present = countByCompany(members);
  for (const company of new Set([...Object.keys(before), ...present.keys()])) {
    const last = before[company] ?? nothingYet;
    const counted = settle(last.counted, present.get(company) ?? {});
    const decided = decide(company, { last, counted, k });
    if (decided.state.open.length + Object.keys(counted).length === 0) continue;
    state[company] = decided.state;
    open.push(...decided.open);
  }
  return { state, open };
}

const nothingYet: CompanyState = { open: [], large: [], counted: {} };

type Counted = Readonly<Record<string, string>>;

function countByCompany(members: readonly CountedMember[]): Map<string, Record<string, string>> {
  const companies = new Map<string, Record<string, string>>();
  for (const { key, path } of members) {
    const counted = companies.get(path[0]) ?? {};
    counted[key] = classKey(path);
    companies.set(path[0], counted);
  }
  return companies;
}

/** Whom this epoch's decision rests on: those of the last one, until three have come, gone or moved. */
function settle(last: Counted, now: Counted): Counted {
  const gone = Object.keys(last).filter((key) => !(key in now)).length;
  const changed = Object.entries(now).filter(([key, path]) => last[key] !== path).length;
  return gone + changed < fewestChanges ? last : now;
}

interface Class {
  path: Path;
  children: Class[];
  /** Who would show it: those who cannot show anything finer. */
  shown: number;
  /** Everyone in it, whatever they show. */
  total: number;
  open: boolean;
}

function decide(
  company: string,
  { last, counted, k }: { last: CompanyState; counted: Counted; k: number },
): { state: CompanyState; open: OpenClass[] } {
  const root = growTree(company, counted);
  const enough = Math.ceil(1.5 * k);
  const wasOpen = new Set(last.open);
  const wasLarge = new Set(last.large);
  close(root, (key) => (wasOpen.has(key) ? k + fewestChanges - 1 : wasLarge.has(key) ? enough : Infinity));
  const classes = [...walk(root)];
  const open = classes.filter((each) => each.open);
  const large = classes.filter(({ total }) => total >= enough);
  return {
    state: { open: open.map(keyOf), large: large.map(keyOf), counted },
    open: open.map(({ path, shown }) => ({ path, members: shown })),
  };
}

/**
 * Bottom-up: a class opens when `need` are left in it by its finer ones. Where some are left but too few, the
 * smallest finer ones give theirs up until there are enough; else those who are left go on to the coarser class.
 * Returns how many go on.
 */
function close(node: Class, need: (key: string) => number): number {
  for (const child of node.children) node.shown += close(child, need);
  const missing = need(keyOf(node)) - node.shown;
  if (node.shown > 0 && missing > 0) absorb(node, missing);
  node.open = node.shown > 0 && node.shown >= need(keyOf(node));
  if (node.open) return 0;
  const goingOn = node.shown;
  node.shown = 0;
  return goingOn;
}

/** Closes the smallest of the open classes right below, as many as it takes; none where all would not do. */
function absorb(node: Class, missing: number): void {
  const below = nextOpen(node).toSorted((a, b) => a.shown - b.shown || (keyOf(a) < keyOf(b) ? -1 : 1));
  if (below.reduce((sum, { shown }) => sum + shown, 0) < missing) return;
  let still = missing;
  for (const each of below) {
    if (still <= 0) return;
    still -= each.shown;
    node.shown += each.shown;
    each.shown = 0;
    each.open = false;
  }
}

/** The open classes whose people would show this one next. */
function nextOpen(node: Class): Class[] {
  return node.children.flatMap((child) => (child.open ? [child] : nextOpen(child)));
}

function growTree(company: string, counted: Counted): Class {
  const root = newClass([company]);
  for (const key of Object.values(counted)) {
    let node = root;
    node.total += 1;
    for (const part of parseClassKey(key).slice(1)) {
      const path: Path = [...node.path, part];
      let child = node.children.find((each) => each.path.at(-1) === part);
      if (!child) node.children.push((child = newClass(path)));
      node = child;
      node.total += 1;
    }
    node.shown += 1;
  }
  return root;
}

function newClass(path: Path): Class {
  return { path, children: [], shown: 0, total: 0, open: false };
}

function* walk(node: Class): Generator<Class> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

function keyOf({ path }: Class): string {
  return classKey(path);
}

/** A path as one string, for comparing and keeping. */
export function classKey(path: Path): string {
  return JSON.stringify(path);
}

function parseClassKey(key: string): string[] {
  return JSON.parse(key) as string[];
}

/** How many steps of the path its finest open class has, 0 where none is open. */
export function finestOpen(path: Path, open: ReadonlySet<string>): number {
  for (let steps = path.length; steps > 0; steps -= 1) {
    if (open.has(classKey(path.slice(0, steps) as unknown as Path))) return steps;
  }
  return 0;
}
