import { sweepWaiting } from '../../src/features/waiting/publish-waiting.ts';
import { urls } from '../../src/urls.ts';
import type { Fields } from '../client.ts';
import type { AddedVideo } from '../videos.ts';
import type { Step } from './scenario.ts';
import { playerOf } from './scenario-world.ts';
import type { World } from './scenario-world.ts';

/** What became of the posts of a scenario in one world. */
export class Outcome {
  readonly ids = new Map<string, string>();
  readonly revisions = new Map<string, number>();
  /** The ids of AMAs. */
  readonly amas: string[] = [];
  /** What was filmed. */
  readonly videos: AddedVideo[] = [];
  /** What waits for its window, by the AMA. */
  readonly waiting = new Map<string, string>();

  addAma(post: string, id: string): void {
    this.ids.set(post, id);
    this.amas.push(id);
  }

  idOf(post: string): string {
    return this.ids.get(post) ?? 'nosuchpost1';
  }
}

/** Writes a post in the step's way; notes its id. */
export async function write(
  world: World,
  step: Extract<Step, { do: 'ask' | 'answer' | 'comment' }>,
  outcome: Outcome,
  { path, fields, kind }: { path: string; fields: Record<string, string>; kind: string },
): Promise<Response> {
  const player = playerOf(world, step.by);
  const { byline } = step;
  if (step.way === 'api') {
    const topics = fields['topics'] ? { topics: ['tech-lead'] } : {};
    const response = await postToApi(world, player.apiToken, path, { ...fields, ...topics, byline });
    const id = /\/([^/]+)$/.exec(response.headers.get('location') ?? '')?.[1];
    if (response.status === 201 && id) outcome.ids.set(step.post, id);
    return response;
  }
  const draft = step.way === 'draft' ? await saveDraft(player.client, kind, { ...fields, byline }) : {};
  const name = byline === 'named' ? { underMyName: '1' } : {};
  const publish = step.way === 'later' ? 'later' : 'now';
  const response = await player.client.post(path, { ...fields, ...name, byline, publish, ...draft });
  const location = response.headers.get('location') ?? '';
  const id = /#p-(\w+)$/.exec(location)?.[1] ?? /^\/questions\/(\w+)\//.exec(location)?.[1];
  if (response.status === 303 && id) outcome.ids.set(step.post, id);
  if (location === urls.waitingPosts()) await appear(world, step.post, outcome);
  return response;
}

/** It is overdue, and the sweep publishes it. */
async function appear(world: World, post: string, outcome: Outcome): Promise<void> {
  const { platform, clock } = world.community;
  const list = async () => (await platform.db.pool.query<{ id: string }>('select id from posts')).rows;
  const before = new Set((await list()).map(({ id }) => id));
  clock.pass(16);
  await sweepWaiting(platform);
  const id = (await list()).find((row) => !before.has(row.id))?.id;
  if (id) outcome.ids.set(post, id);
}

export async function postToApi(
  world: World,
  token: string,
  path: string,
  fields: object,
): Promise<Response> {
  return await world.app.request(`http://cairn.test/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
}

export async function saveDraft(
  client: { post(path: string, fields: Fields): Promise<Response> },
  kind: string,
  fields: Fields,
) {
  const response = await client.post('/drafts', { kind, ...fields });
  if (response.status !== 200) return {};
  const { id, version } = (await response.json()) as { id: string; version: number };
  return { draft: id, draftVersion: String(version) };
}
