import { announceAma, announcementSchema } from '../../src/features/amas/announcing.ts';
import { answerInAma, showDraft } from '../../src/features/amas/answering.ts';
import { askInAma } from '../../src/features/amas/asking.ts';
import { accessHosting } from '../../src/features/amas/hosting.ts';
import { changeStanding, inviteHost, promiseAnswers, summarise } from '../../src/features/amas/managing.ts';
import type { QueueAct } from '../../src/features/amas/queue.ts';
import { actOnQuestion } from '../../src/features/amas/queue.ts';
import { setRsvp } from '../../src/features/amas/rsvps.ts';
import type { StateAct } from '../../src/features/amas/states.ts';
import { urls } from '../../src/urls.ts';
import type { Site } from './site.ts';

export interface AmaPlace {
  id: string;
  path: string;
}

/** One in each state, hosted by the answerer; much was asked in the live one, by the asker too. */
export interface LivedInAmas {
  announced: AmaPlace;
  live: AmaPlace;
  overflow: AmaPlace;
  closed: AmaPlace;
  cancelled: AmaPlace;
  /** The page of a question that was answered. */
  question: string;
  invitation: string;
}

const day = 24 * 60 * 60 * 1000;
const question = 'How do you know that a reorg is coming, and what do you do in the week before it?';
const hostAnswer =
  'Calendars fill with meetings **without** a title.\n\n```\nMon 09:00 | Sync, all leads of the platform group, do not forward this\n```';

export async function liveInAmas(
  site: Pick<Site, 'platform' | 'members'>,
  everything: string,
): Promise<LivedInAmas> {
  const stage = new Stage(site);
  const { asker, moderator } = site.members;
  const announced = await stage.announce('I was laid off twice and hired three times. Ask me anything.');
  await setRsvp(site.platform, asker.account, { amaId: announced.id, going: true });
  await stage.ask('outsider', announced, question);

  const live = await stage.announce(
    'I led three reorgs at a bank that you know. Ask me before the fourth one.',
  );
  await stage.begin(live, { watched: true });
  const answered = await stage.ask('asker', live, question);
  await stage.answer(live, answered, hostAnswer);
  const same = await stage.ask('colleague', live, 'How does one know that a reorg is coming to them?');
  await stage.act(live, same, { act: 'merge', into: answered });
  const current = await stage.ask('colleague', live, everything.slice(0, 900));
  await stage.act(live, current, { act: 'answering' });
  await stage.draft(live, current, 'Something has to give, and it is never the');
  await stage.act(live, await stage.ask('outsider', live, 'Who decides it, in the end?'), { act: 'pin' });
  await stage.ask('asker', live, 'What would you not do again, and whom did you tell?');
  const refused = await stage.ask('asker', live, 'Which bank was it, and what is your manager called?');
  await stage.act(live, refused, { act: 'dismiss', reason: 'It would name people.' });
  await stage.holdNext(live);
  await stage.ask('asker', live, 'Is it true that the list is made by who was there last?');

  const overflow = await stage.announce('Twelve years on call. Ask me anything.');
  await stage.begin(overflow);
  await stage.ask('colleague', overflow, question);
  await stage.end(overflow, ['end']);
  await stage.promise(overflow);

  const closed = await stage.announce('From support to staff in nine years. Ask me anything.');
  await stage.begin(closed);
  await stage.answer(closed, await stage.ask('outsider', closed, question), hostAnswer);
  await stage.end(closed, ['end']);
  await stage.summarise(closed, everything);

  const cancelled = await stage.announce('What a promotion committee reads. Ask me anything.');
  await stage.end(cancelled, ['cancel']);
  const hosting = await stage.hosting(announced, moderator.account);
  const token = await inviteHost(site.platform, hosting, {
    name: 'Grace Guest',
    title: 'Director, formerly',
  });
  return {
    ...{ announced, live, overflow, closed, cancelled },
    question: `${live.path}/${answered}`,
    invitation: urls.amaInvitation({ token }),
  };
}

/** What the answerer does as a host, and others ask. */
class Stage {
  readonly #site: Pick<Site, 'platform' | 'members'>;

  constructor(site: Pick<Site, 'platform' | 'members'>) {
    this.#site = site;
  }

  async announce(title: string): Promise<AmaPlace> {
    const { platform, members } = this.#site;
    const startDate = new Date(platform.clock.now().getTime() + 3 * day).toISOString().slice(0, 10);
    const body = 'What I can speak about:\n\n- How reorgs are decided\n- What to do in the week before one';
    const times = { startDate, startTime: '17:00', endTime: '18:00', zone: 'Europe/Berlin' };
    const typed = announcementSchema.parse({ title, body, topics: 'tech-lead', ...times });
    const { id, slug } = await announceAma(platform, members.answerer.account, typed);
    return { id, path: urls.ama({ id, slug }) };
  }

  async hosting({ id }: AmaPlace, account = this.#site.members.answerer.account) {
    return await accessHosting(this.#site.platform, id, { account, guest: undefined });
  }

  async begin(ama: AmaPlace, { watched = false } = {}): Promise<void> {
    await this.#set(ama, 'shows_drafts', watched);
    await this.end(ama, ['begin']);
  }

  async holdNext(ama: AmaPlace): Promise<void> {
    await this.#set(ama, 'approve_first', true);
  }

  async end(ama: AmaPlace, acts: StateAct[]): Promise<void> {
    for (const act of acts)
      await changeStanding(this.#site.platform, await this.hosting(ama), {
        act,
        reason: 'I have fallen ill.',
      });
  }

  async ask(who: 'asker' | 'colleague' | 'outsider', { id: amaId }: AmaPlace, body: string): Promise<string> {
    const { platform, members } = this.#site;
    return await askInAma(platform, members[who].account, { amaId, body, byline: 'member' });
  }

  async act(ama: AmaPlace, questionId: string, act: QueueAct): Promise<void> {
    await actOnQuestion(this.#site.platform, await this.hosting(ama), { questionId, ...act });
  }

  async answer(ama: AmaPlace, questionId: string, body: string): Promise<void> {
    await answerInAma(this.#site.platform, await this.hosting(ama), { questionId, body, seen: 0 });
  }

  async draft(ama: AmaPlace, questionId: string, body: string): Promise<void> {
    await showDraft(this.#site.platform, await this.hosting(ama), { questionId, body });
  }

  async promise(ama: AmaPlace): Promise<void> {
    const promisedOn = new Date(Date.now() + 3 * day).toISOString().slice(0, 10);
    await promiseAnswers(this.#site.platform, await this.hosting(ama), { promisedOn });
  }

  async summarise(ama: AmaPlace, summary: string): Promise<void> {
    await summarise(this.#site.platform, await this.hosting(ama), { summary });
  }

  async #set({ id }: AmaPlace, setting: 'approve_first' | 'shows_drafts', value: boolean): Promise<void> {
    const { pool } = this.#site.platform.db;
    await pool.query(`update amas set ${setting} = $2 where thread_id = $1`, [id, value]);
  }
}
