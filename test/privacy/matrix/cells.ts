import type { Listed, RoleName, Row } from './notation.ts';
import { roles, writeTable } from './notation.ts';
import { fill, originOf, send, shadows, type Asked, type Shadow } from './requests.ts';
import type { Place, World } from './world.ts';

interface Answer {
  status: number;
  location: string | null;
  /** Without what names the place or the request. */
  text: string;
}

/** Asks for every cell of a route, and tells what is not as listed. Rows are put back after each write. */
export async function findFaults(world: World, listed: Listed): Promise<string[]> {
  const faults: string[] = [];
  const now: Row[] = [];
  let hasCounted = false;
  const { options } = listed;
  const { writes = listed.method !== 'GET' } = options;
  const nowhere = requirePlace(world, 'absent');
  const absent = new Map(await askAll(world, listed, { place: nowhere, who: roles }));
  await world.settle();
  for (const row of listed.rows) {
    const place = requirePlace(world, row.place);
    const found: Partial<Row['expected']> = {};
    let nobodys: Answer | undefined;
    const mayChange = (role: RoleName) => row.expected[role] < 400 && writes !== false;
    const calm = roles.filter((role) => !mayChange(role));
    const answers = new Map(await askAll(world, listed, { place, who: calm }));
    faults.push(...(await world.settle()).map((table) => `${row.place}: a refusal changed ${table}`));
    for (const role of roles) {
      const answer = answers.get(role) ?? (await ask(world, listed, place, role));
      const changed = mayChange(role) ? await world.settle() : [];
      found[role] = answer.status;
      const wrong = [
        ...(answer.status === row.expected[role]
          ? []
          : [`${row.expected[role]} is listed, not ${answer.status}`]),
        ...findWrongPlace(listed, place, answer),
        ...findWrongWrites({ listed, row, answer, changed }),
        ...(await findTellingRefusal(world, { place, role, answer, absent: absent.get(role) })),
      ];
      faults.push(...wrong.map((fault) => `${row.place}, ${role}: ${fault}`));
      if (role === 'nobody') nobodys = answer;
    }
    // Whose session it is has nothing to do with the place: the first, and the first where being the asker counts.
    const counts = found.asker !== found.nobody;
    if (nobodys && (now.length === 0 || (counts && !hasCounted)))
      faults.push(...(await findShadowFaults(world, { listed, row, nobodys })));
    hasCounted ||= counts;
    now.push({ ...row, expected: found as Row['expected'] });
  }
  return faults.length > 0 ? [...faults, `The statuses now:\n${writeTable(now)}`] : [];
}

/** At once: none of them is to change anything. */
async function askAll(
  world: World,
  listed: Listed,
  { place, who }: { place: Place; who: readonly RoleName[] },
): Promise<[RoleName, Answer][]> {
  return await Promise.all(
    who.map(async (role): Promise<[RoleName, Answer]> => [role, await ask(world, listed, place, role)]),
  );
}

async function findShadowFaults(
  world: World,
  { listed, row, nobodys }: { listed: Listed; row: Row; nobodys: Answer },
): Promise<string[]> {
  const faults: string[] = [];
  for (const shadow of shadows) {
    const theirs = await ask(world, listed, requirePlace(world, row.place), shadow);
    const changed = await world.settle();
    const wrong = [
      ...compare(listed, shadow, { theirs, nobodys }),
      ...findWrongWrites({ listed, row, answer: theirs, changed }),
    ];
    faults.push(...wrong.map((fault) => `${row.place}, ${shadow}: ${fault}`));
  }
  return faults;
}

/** A post that one may not see is refused in the words for one that is not there, whatever is asked of it. */
async function findTellingRefusal(
  world: World,
  seen: { place: Place; role: RoleName; answer: Answer; absent: Answer | undefined },
): Promise<string[]> {
  const { place, role, answer, absent } = seen;
  // A number of one's own, such as that of a draft, names nothing of others.
  if (answer.status !== 404 || answer.text === absent?.text || (place['id'] ?? '').length < 3) return [];
  const look = { method: 'GET', pattern: '/posts/:id', options: {} };
  const { status } = await ask(world, look, place, role);
  return status === 404 ? ['its 404 differs from that of what is not there'] : [];
}

function requirePlace(world: World, name: string): Place {
  const place = world.places.get(name);
  if (!place) throw new Error(`world.ts makes no place called ${name}`);
  return place;
}

function findWrongPlace({ options }: Listed, place: Place, { status, location }: Answer): string[] {
  if (location === null) return status >= 300 && status < 400 ? ['it leads nowhere'] : [];
  if (options.leadsTo === undefined) return [`it leads to ${location}, and no leadsTo is listed`];
  const wanted = fill(options.leadsTo, place);
  const fits = wanted.endsWith('…') ? location.startsWith(wanted.slice(0, -1)) : location === wanted;
  return fits ? [] : [`it leads to ${location}, not to ${wanted}`];
}

function findWrongWrites({
  listed: { method, options },
  row,
  answer,
  changed,
}: {
  listed: Listed;
  row: Row;
  answer: Answer;
  changed: string[];
}): string[] {
  const { writes = method !== 'GET' } = options;
  if (writes === 'perhaps' && answer.status < 400) return [];
  const shouldWrite = answer.status < 400 && writes && !row.isSo;
  if (shouldWrite) return changed.length > 0 ? [] : ['it changed nothing'];
  return changed.length > 0 ? [`it changed ${changed.join(', ')}`] : [];
}

function compare(
  { pattern }: Listed,
  shadow: Shadow,
  { theirs, nobodys }: { theirs: Answer; nobodys: Answer },
): string[] {
  // A token that opens nothing is refused by the API; a cookie is not looked at there.
  if (pattern.startsWith('/api/') && shadow !== 'elsewhere')
    return theirs.status === 401 || theirs.status === 404
      ? []
      : [`401 is due, but it answered ${theirs.status}`];
  const same = (['status', 'location', 'text'] as const).every((part) => theirs[part] === nobodys[part]);
  return same ? [] : [`it is not answered as nobody is: ${theirs.status} ${theirs.location ?? ''}`];
}

async function ask(world: World, listed: Asked, place: Place, who: RoleName | Shadow): Promise<Answer> {
  const response = await send(world, listed, place, who);
  const location = response.headers.get('location')?.replace(originOf(world), '') ?? null;
  return { status: response.status, location, text: withoutNames(await response.text(), place) };
}

/** What is not there has to be answered as what one may not see. */
function withoutNames(text: string, place: Place): string {
  const names = Object.entries(place).filter(([name, value]) => name !== 'at' && value.length > 2);
  const bare = names.reduce((rest, [name, value]) => rest.replaceAll(value, `{${name}}`), text);
  return bare.replace(/"(requestId|challenge)":"[^"]*"/, '');
}
