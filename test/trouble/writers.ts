import type { Participant } from './beside.ts';
import { Browser } from './browser.ts';

/** What the application has acknowledged: from then on it must be there. */
export interface Acknowledged {
  /** Text by id. */
  posts: Map<string, string>;
  questions: string[];
  /** The last value by account and post; null while an answer was cut short, so that it is not known. */
  votes: Map<string, { participant: Participant; postId: string; value: number | null }>;
  requests: number;
}

export function nothingYet(): Acknowledged {
  return { posts: new Map(), questions: [], votes: new Map(), requests: 0 };
}

interface Desk {
  origin: string;
  participants: readonly Participant[];
  acknowledged: Acknowledged;
}

/** Writes one thing after another until `signal` says so or nobody answers any more. */
export async function writeOn(desk: Desk, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn += 1) {
    const participant = desk.participants[turn % desk.participants.length];
    if (!participant) return;
    try {
      await writeOne(desk, participant, turn);
    } catch (error) {
      if (error instanceof Unexpected) throw error;
      // The process was killed under this request: what became of it is unknown, and so nothing is noted.
      return;
    }
  }
}

async function writeOne(desk: Desk, participant: Participant, turn: number): Promise<void> {
  const { acknowledged } = desk;
  const about = acknowledged.questions[Math.floor(Math.random() * acknowledged.questions.length)];
  if (about === undefined || turn % 4 === 0) return await ask(desk, participant);
  const kind = turn % 4;
  if (kind === 1) return await reply(desk, participant, `/questions/${about}/answers`);
  if (kind === 2) return await reply(desk, participant, `/posts/${about}/comments`);
  await vote(desk, participant, about);
}

async function ask({ origin, acknowledged }: Desk, participant: Participant): Promise<void> {
  const body = `A question ${Math.random()}`;
  const fields = {
    title: `How do I go on after ${Math.random()}?`,
    body,
    topics: 'tech-lead',
    byline: 'role',
  };
  const id = await post({ origin, acknowledged }, participant, { path: '/questions', fields });
  acknowledged.posts.set(id, body);
  acknowledged.questions.push(id);
}

async function reply({ origin, acknowledged }: Desk, participant: Participant, path: string): Promise<void> {
  const body = `A reply ${Math.random()}`;
  const id = await post({ origin, acknowledged }, participant, { path, fields: { body, byline: 'role' } });
  acknowledged.posts.set(id, body);
}

async function vote({ origin, acknowledged }: Desk, participant: Participant, postId: string): Promise<void> {
  const value = Math.floor(Math.random() * 3) - 1;
  const key = `${participant.account.id} ${postId}`;
  acknowledged.votes.set(key, { participant, postId, value: null });
  const answer = await new Browser(origin, participant.token).post(`/posts/${postId}/vote`, {
    value: String(value),
  });
  acknowledged.requests += 1;
  // Nobody votes on what is their own.
  if (answer.status === 403) acknowledged.votes.delete(key);
  else if (answer.status === 303) acknowledged.votes.set(key, { participant, postId, value });
  else throw new Unexpected(answer.status);
}

/** An answer that is neither a yes nor the end of the process. */
class Unexpected extends Error {
  constructor(status: number) {
    super(`answered ${status}`);
  }
}

/** Sends a form; resolves to the id of what it made. */
async function post(
  { origin, acknowledged }: Pick<Desk, 'origin' | 'acknowledged'>,
  { token }: Participant,
  { path, fields }: { path: string; fields: Record<string, string> },
): Promise<string> {
  const { status, headers } = await new Browser(origin, token).post(path, fields);
  const location = headers.get('location') ?? '';
  const [, id] = /#p-(\w+)$/.exec(location) ?? /^\/questions\/(\w+)\//.exec(location) ?? [];
  if (status !== 303 || id === undefined) throw new Unexpected(status);
  acknowledged.requests += 1;
  return id;
}
