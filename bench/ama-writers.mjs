import { Agent, request } from 'node:http';

// Asks and votes in an AMA at steady rates for a while, whatever the answers take; prints what came of it as JSON.
const { origin, amaId, members, known, questions, votes, seconds, seed } = JSON.parse(
  process.argv[2] ?? '{}',
);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const named = members.filter(({ profile }) => profile);
const masked = members.filter(({ profile }) => !profile);
const asked = known.map((id) => ({ id, by: '' }));
const times = { ask: [], vote: [] };
const statuses = new Map();
let turn = seed * 1000;

async function post(kind, path, cookie, fields) {
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const begun = performance.now();
  const headers = {
    origin,
    cookie,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': body.length,
  };
  const { status, location } = await new Promise((resolve, reject) => {
    const sent = request(origin + path, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode, location: response.headers.location ?? '' }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
  times[kind].push(performance.now() - begun);
  const key = `${kind} ${status}`;
  statuses.set(key, (statuses.get(key) ?? 0) + 1);
  return location;
}

async function ask() {
  turn += 1;
  const isNamed = turn % 2 === 0;
  const among = isNamed ? named : masked;
  const { cookie } = among[(turn >> 1) % among.length];
  const body = `Question ${turn}: what did you learn in the year that you would tell us to do otherwise, and what would you leave as it was?`;
  const sign = isNamed ? { byline: 'named', underMyName: '1' } : { byline: 'role', publish: 'now' };
  const location = await post('ask', `/amas/${amaId}/questions`, cookie, { body, ...sign });
  const id = /#p-(\w+)$/.exec(location)?.[1];
  if (id) asked.push({ id, by: cookie });
}

async function vote() {
  const { id, by } = asked[Math.floor(Math.random() * asked.length)];
  const { cookie } = members[Math.floor(Math.random() * members.length)];
  if (cookie !== by) await post('vote', `/posts/${id}/vote`, cookie, { value: '1' });
}

/** So many a second, spread evenly, without waiting for answers. */
async function steadily(perSecond, act) {
  const under = new Set();
  const begun = performance.now();
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const wait = begun + (number * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const one = act().finally(() => under.delete(one));
    under.add(one);
  }
  await Promise.all(under);
}

await Promise.all([steadily(questions, ask), steadily(votes, vote)]);
const at = (all, share) => all.toSorted((a, b) => a - b)[Math.floor(all.length * share)] ?? 0;
console.log(
  JSON.stringify({
    statuses: Object.fromEntries(statuses),
    askP99: at(times.ask, 0.99),
    voteP99: at(times.vote, 0.99),
  }),
);
agent.destroy();
