/** Who asks, in the order of the columns. The asker, the answerer and the colleague have written what `world.ts` says. */
export const roles = ['nobody', 'outsider', 'colleague', 'asker', 'answerer', 'moderator', 'admin'] as const;
export type RoleName = (typeof roles)[number];

type Sent = Record<string, string>;

export interface RouteOptions {
  /** Fields of a form. `{id}` and the like are filled in from the place. */
  form?: Sent;
  /** The body of a request to the API. */
  json?: unknown;
  /** A file that is sent to the API as it is. */
  file?: string;
  /** What stands behind the address, with its question mark. */
  query?: string;
  /** By who has signed in a moment ago. */
  fresh?: boolean;
  /** Where redirects lead, filled in from the place; `…` at the end stands for anything. */
  leadsTo?: string;
  /** Whether it changes rows where it is not refused. Left out: all but GET do. 'perhaps': some do. */
  writes?: boolean | 'perhaps';
}

export interface Row {
  /** Names of `world.ts`; '-' where the route names nothing. */
  place: string;
  expected: Record<RoleName, number>;
  /** It is as it is wanted already: nothing changes, and nobody is refused for that. */
  isSo: boolean;
}

export interface Listed {
  /** As the application registers it: "POST /posts/:id/vote". */
  route: string;
  method: string;
  pattern: string;
  options: RouteOptions;
  rows: Row[];
}

const heading = roles.join(' ');

/**
 * A route of the matrix. The text is a table: a line of names of roles, then one place or several, over as many
 * lines as they need, followed by the status for each role. `=` before the statuses: nothing changes there, for it
 * is so already.
 */
export function route(name: string, options: RouteOptions = {}) {
  return ({ raw }: TemplateStringsArray): Listed => {
    const [method = '', pattern = ''] = name.split(' ');
    const [head = '', ...lines] = (raw[0] ?? '').trim().split('\n');
    if (head.trim().split(/\s+/).join(' ') !== heading)
      throw new Error(`${name}: the first line must be "${heading}"`);
    return { route: name, method, pattern, options, rows: [...readRows(name, lines.join(' '))] };
  };
}

function* readRows(name: string, text: string): Generator<Row> {
  const statuses = new RegExp(`(\\S.*?)((?:\\s+\\d{3}){${roles.length}})(?=\\s|$)`, 'g');
  const rest = text.replace(statuses, '').trim();
  if (rest !== '') throw new Error(`${name}: "${rest}" has not one status for each of ${roles.length} roles`);
  for (const [, names = '', numbers = ''] of text.matchAll(statuses)) {
    const columns = numbers.trim().split(/\s+/).map(Number);
    const expected = Object.fromEntries(roles.map((role, at) => [role, columns[at]])) as Row['expected'];
    const words = names.split(/\s+/);
    const isSo = words.at(-1) === '=';
    for (const place of isSo ? words.slice(0, -1) : words) yield { place, expected, isSo };
  }
}

/** A page, the same for all. */
export function openToAll(name: string, options: RouteOptions = {}): Listed {
  return route(name, options)`
    nobody outsider colleague asker answerer moderator admin
    -  200      200       200   200      200       200   200`;
}

/** What each account does with itself, and nobody without one. */
export function forMembers(name: string, options: RouteOptions = {}): Listed {
  return route(name, options)`
    nobody outsider colleague asker answerer moderator admin
    -  401      200       200   200      200       200   200`;
}

const nameWidth = 44;

/** The table as it would have to be written for these rows: places of the same statuses stand together. */
export function writeTable(rows: readonly Row[]): string {
  const byStatuses = new Map<string, string[]>();
  for (const { place, expected, isSo } of rows) {
    const statuses = roles.map((role) => String(expected[role]).padStart(role.length)).join(' ');
    const key = `${isSo ? '=' : ' '} ${statuses}`;
    byStatuses.set(key, [...(byStatuses.get(key) ?? []), place]);
  }
  const groups = [...byStatuses].map(([statuses, places]) => [wrap(places), statuses] as const);
  const width = Math.max(0, ...groups.flatMap(([lines]) => lines.map(({ length }) => length)));
  const body = groups.flatMap(([lines, statuses]) => [
    ...lines.slice(0, -1),
    `${(lines.at(-1) ?? '').padEnd(width)} ${statuses}`,
  ]);
  return [`${' '.repeat(width)}   ${heading}`, ...body].map((line) => `    ${line}`).join('\n');
}

function wrap(places: readonly string[]): string[] {
  const lines: string[] = [];
  for (const place of places) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + place.length < nameWidth)
      lines[lines.length - 1] = `${last} ${place}`;
    else lines.push(place);
  }
  return lines;
}
