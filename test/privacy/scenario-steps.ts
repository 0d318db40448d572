import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepKeptMails } from '../../src/features/admin/kept-mails.ts';
import { suspendAuthor } from '../../src/features/moderation/suspending.ts';
import { sendWord, sweepWords } from '../../src/features/notifications/sending-word.ts';
import { refreshSearchWords } from '../../src/features/search/word-counts.ts';
import { sweepSessions } from '../../src/features/sessions/sessions.ts';
import { sweepTokens } from '../../src/features/sessions/tokens.ts';
import { importCairn } from '../../src/features/transfer/import.ts';
import type { Fields } from '../client.ts';
import { linkIn } from '../mailbox.ts';
import { amaDoings, sweepAmas, tellVotes } from './scenario-ama-steps.ts';
import type { By, Step } from './scenario.ts';
import { videoDoings } from './scenario-video-steps.ts';
import { password, playerOf, verifyTwin } from './scenario-world.ts';
import type { World } from './scenario-world.ts';
import type { Outcome } from './scenario-writing.ts';
import { write } from './scenario-writing.ts';

/** An answer to one step. */
export interface Answer {
  status: number;
  headers: [string, string][];
  body: string;
}

type Doing<Name extends Step['do']> = (
  world: World,
  step: Extract<Step, { do: Name }>,
  outcome: Outcome,
) => Promise<Response | null>;

/** Does a step; the answer, where somebody asked the application. */
export async function take(world: World, step: Step, outcome: Outcome): Promise<Answer | null> {
  const response = await (doings[step.do] as Doing<Step['do']>)(world, step, outcome);
  await tellVotes(world, outcome);
  return response && (await readAnswer(response));
}

export async function readAnswer(response: Response): Promise<Answer> {
  const body = response.status === 304 ? '' : await response.text();
  return { status: response.status, headers: [...response.headers], body };
}

const bodies: Record<string, string> = {
  ask: 'He built it, he knew every customer that depends on it. What would you do first?',
  answer: 'Write down what was promised, and to whom. Then ask the oldest customer.',
  comment: 'That is what I did, and it took a month.',
};

const doings: { [Name in Step['do']]: Doing<Name> } = {
  ...amaDoings,
  ...videoDoings,
  ask: async (world, step, outcome) => {
    const title = `My tech lead left and I own the service now (${step.post})`;
    const fields = { title, tldr: '', body: bodies['ask'] ?? '', topics: 'tech-lead, on-call' };
    return await write(world, step, outcome, { path: '/questions', fields, kind: 'question' });
  },
  answer: async (world, step, outcome) => {
    const path = `/questions/${outcome.idOf(step.on)}/answers`;
    return await write(world, step, outcome, {
      path,
      fields: { body: bodies['answer'] ?? '' },
      kind: 'answer',
    });
  },
  comment: async (world, step, outcome) => {
    const path = `/posts/${outcome.idOf(step.on)}/comments`;
    const fields = { body: bodies['comment'] ?? '' };
    return await write(world, { ...step, way: step.way === 'api' ? 'form' : step.way }, outcome, {
      ...{ path, fields, kind: 'comment' },
    });
  },
  vote: async (world, { by, on, value }, outcome) => await actOn(world, by, outcome, on, 'vote', { value }),
  accept: async (world, { by, on, accepted }, outcome) =>
    await actOn(world, by, outcome, on, 'acceptance', { accepted }),
  remove: async (world, { by, on, removed }, outcome) =>
    await actOn(world, by, outcome, on, 'removal', { removed }),
  close: async (world, { by, on, closed }, outcome) =>
    await actOn(
      world,
      by,
      outcome,
      on,
      'closure',
      closed === '1' ? { closed, reason: 'Settled.' } : { closed },
    ),
  flag: async (world, { by, on, reason }, outcome) =>
    await actOn(world, by, outcome, on, 'flags', { reason, note: '' }),
  edit: async (world, { by, on, words }, outcome) => {
    const revision = outcome.revisions.get(on) ?? 1;
    const body = `${bodies['answer']} Or ${words}.`;
    const isThread = on.startsWith('t');
    const thread = { title: `What would you do first, ${words} (${on})?`, tldr: words, topics: 'tech-lead' };
    const fields = { body, revision: String(revision), ...(isThread ? thread : {}) };
    const response = await actOn(world, by, outcome, on, 'edit', fields);
    if (response.status === 303) outcome.revisions.set(on, revision + 1);
    return response;
  },
  coarsen: async (world, { by, on, byline }, outcome) =>
    await actOn(world, by, outcome, on, 'byline', { byline }),
  moderate: async (world, { by, on, act }, outcome) => {
    const reason = ['hide', 'lock', 'close', 'suspend'].includes(act)
      ? { reason: 'It goes in circles.' }
      : {};
    const until = act === 'suspend' ? { until: 'lifted' } : {};
    const { client } = playerOf(world, by);
    const id = outcome.idOf(on);
    const response = await client.post(`/moderation/posts/${id}/acts`, { act, ...reason, ...until });
    if (act === 'suspend' && response.status === 303) await suspendAuthor(world.community.platform, id);
    return response;
  },
  look: async (world, { by, at, on }, outcome) => {
    const id = outcome.idOf(on);
    const places: Record<string, string> = { thread: `/posts/${id}`, edit: `/posts/${id}/edit` };
    return await playerOf(world, by).client.get(places[at] ?? at);
  },
  profile: async (world, { by, title }) =>
    await playerOf(world, by).client.post('/settings/profile', {
      ...{ name: 'Ada Example', slug: 'ada-example', title, bio: 'I answer.', links: '' },
    }),
  career: async (world, { by, level }) =>
    await playerOf(world, by).client.post('/settings/career', {
      ...{ level, role: 'Software Engineer', company: 'Northwind', nativeLevel: 'L5' },
    }),
  settle: async (world, { by }) => {
    await verifyTwin(world, by);
    return null;
  },
  'sign in': async (world, { by }) => {
    const { client, email } = playerOf(world, by);
    await client.post('/sign-out');
    return await client.post('/sign-in', { email, password });
  },
  'sign up': async (world, { name }) => {
    const { client } = playerOf(world, 'asker');
    await client.get('/sign-up');
    const response = await newcomer(world, name);
    return response;
  },
  wait: async (world, { minutes }) => {
    world.community.clock.pass(minutes);
    return null;
  },
  mail: async (world) => {
    world.community.clock.pass(16);
    await sendWords(world);
    await sweepAmas(world);
    return null;
  },
  sweep: async (world) => {
    const { platform } = world.community;
    await sweepSessions(platform);
    await sweepTokens(platform);
    await sweepKeptMails(platform);
    // Those that are overdue go out by lot, and kept mails of one minute stand in the order of their random ids.
    await sendWords(world);
    await sweepWords(platform);
    await refreshSearchWords(platform);
    return null;
  },
  import: async (world, { level }) => {
    const path = join(world.folder, 'import.jsonl');
    const lines = importedRecords(level).map((record) => JSON.stringify(record));
    await writeFile(path, `${lines.join('\n')}\n`);
    await importCairn(world.community.platform, path);
    return null;
  },
  watch: async () => null,
};

/** What is new is told to whoever it is for, each time by a chance that only the post decides. */
async function sendWords({ community: { platform, clock }, random }: World): Promise<void> {
  const { rows } = await platform.db.pool.query<{ id: string }>(
    'select distinct post_id as id from pending_words order by 1',
  );
  for (const { id } of rows) {
    random.begin(`mail ${id} ${clock.now().toISOString()}`);
    await sendWord(platform, id);
  }
}

async function actOn(world: World, by: By, outcome: Outcome, on: string, what: string, fields: Fields) {
  return await playerOf(world, by).client.post(`/posts/${outcome.idOf(on)}/${what}`, fields);
}

/** Somebody new, by the link that comes by mail. */
async function newcomer(world: World, name: string): Promise<Response> {
  const client = world.community.newClient();
  await client.post('/sign-up', { email: `${name}@cairn.test` });
  const text = world.mailbox
    ? world.mailbox.delivered.at(-1)?.mail.text
    : (
        await world.community.platform.db.pool.query<{ text: string }>(
          'select text from kept_mails where recipient = $1 order by at desc limit 1',
          [`${name}@cairn.test`],
        )
      ).rows[0]?.text;
  const { pathname } = linkIn(text);
  return await client.post(pathname);
}

function importedRecords(level: string): object[] {
  const at = '2024-05-01T10:07:31Z';
  const person = { type: 'person', role: 'Software Engineer', level, company: 'Northwind' };
  return [
    { type: 'topic', slug: 'tech-lead', name: 'Tech Lead' },
    { ...person, ref: 'p1', nativeLevel: 'L5' },
    { ...person, ref: 'p2' },
    {
      ...{
        type: 'question',
        ref: 'q1',
        title: 'Should I leave before the reorg?',
        body: 'It starts in May.',
      },
      ...{ author: 'p1', byline: 'company', topics: ['tech-lead'], at },
    },
    { type: 'answer', ref: 'a1', question: 'q1', author: 'p2', body: 'Ask what it is for.', at },
  ];
}
