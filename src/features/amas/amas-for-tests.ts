import type { Member, TestCommunity } from '../../../test/community.ts';
import { addTopic } from '../../../test/threads.ts';
import type { Announced } from './announcing.ts';
import { announceAma, announcementSchema } from './announcing.ts';
import { openWindow } from './windows.ts';

type Fields = Record<string, string>;

/** What announces an AMA on the test's day: on 4 May 2026 from 17:00 to 18:00 in Berlin, which is 15:00 in UTC. */
export const announcement: Fields = {
  title: 'I led three reorgs at a bank. Ask me anything.',
  body: 'What I can speak about:\n\n- How reorgs are decided\n- What to do in the week before one',
  topics: 'tech-lead',
  startDate: '2026-05-04',
  startTime: '17:00',
  endDate: '',
  endTime: '18:00',
  zone: 'Europe/Berlin',
};

/** An AMA of Ada's, the answerer's, in a topic that is made with it. */
export async function announce(
  { platform, answerer }: Pick<TestCommunity, 'platform' | 'answerer'>,
  { topics = 'tech-lead', ...fields }: Fields = {},
): Promise<Announced & { path: string }> {
  const { rows } = await platform.db.pool.query('select from topics where slug = $1', [topics]);
  if (rows.length === 0) await addTopic(platform, { slug: topics, name: 'Tech Lead' });
  const typed = announcementSchema.parse({ ...announcement, ...fields, topics });
  const announced = await announceAma(platform, answerer.account, typed);
  return { ...announced, path: `/amas/${announced.id}/${announced.slug}` };
}

/** Asks by the form; where it is masked its window is opened. Returns the ids of what then can be read and was new. */
export async function askBy(
  { platform, clock }: Pick<TestCommunity, 'platform' | 'clock'>,
  member: Member,
  question: { amaId: string; body?: string; byline?: string },
): Promise<string[]> {
  const { amaId, body = 'How do you know that one is coming?', byline = 'role' } = question;
  const known = await idsOf(platform, amaId);
  const name = byline === 'named' ? { underMyName: '1' } : {};
  const response = await member.client.post(`/amas/${amaId}/questions`, { body, byline, ...name });
  if (response.status !== 303)
    throw new Error(`asking answered ${response.status}: ${await response.text()}`);
  clock.pass(1);
  await openWindow(platform, amaId);
  return (await idsOf(platform, amaId)).filter((id) => !known.includes(id));
}

async function idsOf({ db }: TestCommunity['platform'], amaId: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    'select post_id as id from ama_questions where thread_id = $1',
    [amaId],
  );
  return rows.map(({ id }) => id);
}
