import { advanceAmas } from '../../src/features/amas/states.ts';
import { sendReminders } from '../../src/features/amas/reminders.ts';
import { tellTallies } from '../../src/features/amas/tallies.ts';
import { openWindow, sweepWindows } from '../../src/features/amas/windows.ts';
import { urls } from '../../src/urls.ts';
import type { AmaStep } from './scenario-amas.ts';
import { playerOf } from './scenario-world.ts';
import type { Player, World } from './scenario-world.ts';
import type { Way } from './scenario.ts';
import type { Outcome } from './scenario-writing.ts';
import { postToApi, saveDraft } from './scenario-writing.ts';

type Doing<Name extends AmaStep['do']> = (
  world: World,
  step: Extract<AmaStep, { do: Name }>,
  outcome: Outcome,
) => Promise<Response | null>;

const hour = 60 * 60 * 1000;

export const amaDoings: { [Name in AmaStep['do']]: Doing<Name> } = {
  announce: async (world, { by, post, approveFirst, showsDrafts }, outcome) => {
    const now = world.community.clock.now().getTime();
    const [start, end] = [new Date(now + 3 * hour), new Date(now + 11 * hour)];
    const response = await playerOf(world, by).client.post(urls.amas(), {
      title: `I led three reorgs at a bank (${post})`,
      body: 'What I can speak about:\n\n- How reorgs are decided',
      topics: 'tech-lead',
      ...{ startDate: start.toISOString().slice(0, 10), startTime: start.toISOString().slice(11, 16) },
      ...{ endDate: end.toISOString().slice(0, 10), endTime: end.toISOString().slice(11, 16), zone: 'UTC' },
      ...(approveFirst ? { approveFirst: '1' } : {}),
      ...(showsDrafts ? { showsDrafts: '1' } : {}),
    });
    const id = /^\/amas\/(\w+)\//.exec(response.headers.get('location') ?? '')?.[1];
    if (response.status === 303 && id) outcome.addAma(post, id);
    return response;
  },
  'ask in ama': async (world, { by, post, on, byline, way }, outcome) => {
    const id = outcome.idOf(on);
    const fields = { body: `How do you know that one is coming (${post})?`, byline };
    const known = new Set(await questionsIn(world, id));
    const response = await ask(world, playerOf(world, by), { id, way, fields });
    const atOnce = (await questionsIn(world, id)).find((each) => !known.has(each));
    if (atOnce) outcome.ids.set(post, atOnce);
    else if (response.status < 400) outcome.waiting.set(on, post);
    return response;
  },
  'open window': async (world, { on }, outcome) => {
    const { platform, clock } = world.community;
    const amaId = outcome.idOf(on);
    const post = outcome.waiting.get(on);
    const before = new Set(await questionsIn(world, amaId));
    clock.pass(6);
    await openWindow(platform, amaId);
    const id = (await questionsIn(world, amaId)).find((each) => !before.has(each));
    if (post && id) outcome.ids.set(post, id);
    outcome.waiting.delete(on);
    return null;
  },
  queue: async (world, { by, on, ama, act, into }, outcome) => {
    const place = { id: outcome.idOf(ama), question: outcome.idOf(on) };
    const reason = act === 'dismiss' ? { reason: 'It was asked before.' } : {};
    const target = into ? { into: outcome.idOf(into) } : {};
    return await playerOf(world, by).client.post(urls.amaQueue(place), { act, ...reason, ...target });
  },
  'host answer': async (world, { by, post, on, ama }, outcome) => {
    const id = outcome.idOf(ama);
    const known = new Set(await answersIn(world, id));
    const place = { id, question: outcome.idOf(on) };
    const fields = { body: 'You see it in the calendars, a month before.', seen: '9' };
    const response = await playerOf(world, by).client.post(urls.amaAnswers(place), fields);
    const written = (await answersIn(world, id)).find((each) => !known.has(each));
    if (written) outcome.ids.set(post, written);
    return response;
  },
  'host draft': async (world, { by, on, ama }, outcome) => {
    const place = { id: outcome.idOf(ama), question: outcome.idOf(on) };
    return await playerOf(world, by).client.post(urls.amaAnswerDraft(place), { body: 'You see it in' });
  },
  'ama state': async (world, { by, on, act }, outcome) => {
    const reason = act === 'cancel' ? { reason: 'The host is ill.' } : {};
    const path = urls.amaState({ id: outcome.idOf(on) });
    return await playerOf(world, by).client.post(path, { act, ...reason });
  },
  rsvp: async (world, { by, on, going }, outcome) =>
    await playerOf(world, by).client.post(urls.amaRsvp({ id: outcome.idOf(on) }), { going }),
};

async function ask(
  world: World,
  { client, apiToken }: Player,
  { id, way, fields }: { id: string; way: Way; fields: { body: string; byline: string } },
): Promise<Response> {
  const path = urls.amaQuestions({ id });
  if (way === 'api') return await postToApi(world, apiToken, path, fields);
  const name = fields.byline === 'named' ? { underMyName: '1' } : {};
  const draft = way === 'draft' ? await saveDraft(client, 'amaQuestion', fields) : {};
  const publish = way === 'later' ? 'later' : 'now';
  return await client.post(path, { ...fields, ...name, publish, ...draft });
}

/** What a timer of the process would do within a second of a vote. */
export async function tellVotes({ community: { platform } }: World, { amas }: Outcome): Promise<void> {
  for (const id of amas) while (!(await tellTallies(platform, id)));
}

/** What is done for AMAs each minute. */
export async function sweepAmas({ community: { platform } }: World): Promise<void> {
  await advanceAmas(platform);
  await sweepWindows(platform);
  await sendReminders(platform);
}

async function questionsIn({ community }: World, amaId: string): Promise<string[]> {
  return await listIds(community, 'select post_id as id from ama_questions where thread_id = $1', amaId);
}

async function answersIn({ community }: World, amaId: string): Promise<string[]> {
  return await listIds(community, `select id from posts where thread_id = $1 and kind = 'answer'`, amaId);
}

async function listIds({ platform }: World['community'], sql: string, amaId: string): Promise<string[]> {
  const { rows } = await platform.db.pool.query<{ id: string }>(sql, [amaId]);
  return rows.map(({ id }) => id);
}
