import { openWindow } from '../../src/features/amas/windows.ts';
import { urls } from '../../src/urls.ts';
import type { TestCommunity } from '../community.ts';
import type { Person, Truth } from './backup-life.ts';
import { expectDone } from './backup-life.ts';
import type { SeededRandom } from './scenario-random.ts';

const day = 24 * 60 * 60 * 1000;

/** AMAs that are weeks ahead, in which people ask masked and want to be reminded. */
export class AmaLife {
  readonly #community: TestCommunity;
  readonly #random: SeededRandom;
  readonly #truth: Truth;
  readonly #host: Person;
  readonly #amas: string[] = [];
  /** Who asked what waits for its window, by its words. */
  readonly #asked = new Map<string, string>();

  constructor(community: TestCommunity, random: SeededRandom, truth: Truth, host: Person) {
    this.#community = community;
    this.#random = random;
    this.#truth = truth;
    this.#host = host;
  }

  async announce(count: number): Promise<void> {
    const date = new Date(this.#community.clock.now().getTime() + 60 * day).toISOString().slice(0, 10);
    for (let number = 0; number < count; number += 1) {
      const about = {
        title: `Ask me about reorgs, part ${number}`,
        body: 'All of them.',
        topics: 'tech-lead',
      };
      const times = { startDate: date, startTime: '17:00', endDate: '', endTime: '18:00', zone: 'UTC' };
      const answer = await expectDone(this.#host.client.post(urls.amas(), { ...about, ...times }), [303]);
      this.#amas.push(/^\/amas\/(\w+)\//.exec(answer.headers.get('location') ?? '')?.[1] ?? '');
    }
  }

  /** Asks, and is not heard before the window. */
  async ask({ id, client }: Person, byline: string): Promise<void> {
    const body = `How do you know that one is coming (${this.#asked.size})?`;
    const question = { body: body + ' And what then?'.repeat(this.#random.integer(4)), byline };
    this.#asked.set(question.body, id);
    await this.#own(id, 'waiting_posts', 'id', async () => {
      const path = urls.amaQuestions({ id: this.#random.pick(this.#amas) });
      await expectDone(client.post(path, question), [303]);
    });
  }

  async rsvp({ id, client }: Person): Promise<void> {
    const path = urls.amaRsvp({ id: this.#random.pick(this.#amas) });
    await this.#own(id, 'ama_rsvps', 'rsvp_key', async () => {
      await expectDone(client.post(path, { going: '1' }), [303]);
    });
  }

  /** What has waited appears, and the host looks at some of it. */
  async openWindows(): Promise<void> {
    const { platform, clock } = this.#community;
    clock.pass(1);
    for (const id of this.#amas) await openWindow(platform, id);
    const { rows } = await platform.db.pool.query<{ id: string; body: string; amaId: string }>(
      `select id, body, thread_id as "amaId" from posts where kind = 'amaQuestion' order by id`,
    );
    for (const { id, body, amaId } of rows) {
      const owner = this.#asked.get(body);
      if (!owner || this.#truth.authors.has(id)) continue;
      this.#truth.authors.set(id, owner);
      await this.#attend({ id: amaId, question: id });
    }
  }

  async #attend(place: { id: string; question: string }): Promise<void> {
    const { client } = this.#host;
    const answer = { body: 'You see it in the calendars.', seen: '0' };
    const act = (fields: Record<string, string>) =>
      expectDone(client.post(urls.amaQueue(place), fields), [303]);
    const choices: (() => Promise<unknown>)[] = [
      () => act({ act: 'dismiss', reason: 'It was asked before.' }),
      () => act({ act: 'pin' }),
      () => expectDone(client.post(urls.amaAnswers(place), answer), [303]),
      () => expectDone(client.post(urls.amaAnswers(place), answer), [303]),
      () => Promise.resolve(),
    ];
    await this.#random.pick(choices)();
  }

  /** Notes whose rows come by what is done. */
  async #own(owner: string, table: string, column: string, does: () => Promise<void>): Promise<void> {
    const list = async () => {
      const { rows } = await this.#community.platform.db.pool.query<{ key: string }>(
        `select encode(${column}, 'hex') as key from ${table}`,
      );
      return rows.map(({ key }) => key);
    };
    const before = new Set(await list());
    await does();
    for (const key of await list()) if (!before.has(key)) this.#truth.owners.set(key, owner);
  }
}
