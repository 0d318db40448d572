import type { TestClient } from '../client.ts';
import type { TestCommunity } from '../community.ts';
import { makeFresh } from '../fresh.ts';
import { linkIn } from '../mailbox.ts';
import { addTopic } from '../threads.ts';
import type { SeededRandom } from './scenario-random.ts';

/** What really happened; no dump may tell it. */
export interface Truth {
  /** Whose post it is, by its id. */
  authors: Map<string, string>;
  /** Whose vote it is, by the row's key in hexadecimal. */
  voters: Map<string, string>;
}

export interface Person {
  id: string;
  email: string;
  client: TestClient;
}

const password = 'correct horse battery staple';
const masked = ['level-role', 'role', 'member'] as const;

/**
 * People come, do something that leaves a row with their name, and write at once: what is hardest to hide. Who
 * does what is drawn evenly, so that nobody's habits tell them apart.
 */
export class Life {
  readonly truth: Truth = { authors: new Map(), voters: new Map() };
  readonly #community: TestCommunity;
  readonly #random: SeededRandom;
  readonly #people: Person[] = [];
  readonly #threads: string[] = [];
  readonly #beforeWriting: (person: Person) => Promise<void>;

  /** `beforeWriting`: what a leak does whenever somebody is about to write. */
  constructor(
    community: TestCommunity,
    random: SeededRandom,
    beforeWriting: (person: Person) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#community = community;
    this.#random = random;
    this.#beforeWriting = beforeWriting;
  }

  async live(bursts: number): Promise<void> {
    if (bursts > 0) await addTopic(this.#community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
    for (let burst = 0; burst < bursts; burst += 1) {
      const person = await this.#comes(burst);
      if (burst % 7 === 6) await this.#signUp(`lurker-${burst}`);
      await this.#write(person);
      this.#community.clock.pass(1 + this.#random.integer(30));
    }
  }

  /** Somebody new, or somebody who leaves a row behind. */
  async #comes(burst: number): Promise<Person> {
    const random = this.#random;
    if (burst < 4 || random.chance(40)) {
      const person = await this.#signUp(`person-${burst}`);
      if (random.chance(60)) await this.#stateCareer(person);
      return person;
    }
    const person = random.pick(this.#people);
    await random.pick([
      () => this.#signIn(person),
      () => this.#signIn(person),
      () => this.#stateCareer(person),
      () => this.#makeToken(person),
      () => expectDone(person.client.post('/settings/account/mail', { wanted: '1' }), [303, 422]),
      () => expectDone(this.#namedProfile(person), [303]),
    ])();
    return person;
  }

  async #signUp(name: string): Promise<Person> {
    const { platform } = this.#community;
    const client = this.#community.newClient();
    const email = `${name}@people.test`;
    await expectDone(client.post('/sign-up', { email, password }), [200]);
    const { rows } = await platform.db.pool.query<{ text: string }>(
      'select text from kept_mails where recipient = $1',
      [email],
    );
    await expectDone(client.post(linkIn(rows[0]?.text).pathname), [303]);
    const found = await platform.db.pool.query<{ id: string }>('select id from accounts where email = $1', [
      email,
    ]);
    const person = { id: found.rows[0]?.id ?? '', email, client };
    if (!name.startsWith('lurker')) this.#people.push(person);
    return person;
  }

  async #signIn({ client, email }: Person): Promise<void> {
    await expectDone(client.post('/sign-out'), [303]);
    await expectDone(client.post('/sign-in', { email, password }), [303]);
  }

  async #makeToken({ client }: Person): Promise<void> {
    makeFresh(this.#community.platform, client);
    await expectDone(client.post('/settings/tokens', { name: 'a program' }), [200]);
  }

  async #stateCareer({ client }: Person): Promise<void> {
    const level = this.#random.pick(['Senior', 'Staff', 'Principal']);
    const stated = { level, role: 'Software Engineer', company: 'Northwind', nativeLevel: '' };
    await expectDone(client.post('/settings/career', stated), [303]);
  }

  #namedProfile({ client, email }: Person): Promise<Response> {
    const [name = ''] = email.split('@');
    const profile = { name: `The ${name}`, slug: name, title: '', bio: 'Hello.', links: '' };
    return client.post('/settings/profile', profile);
  }

  async #write(person: Person): Promise<void> {
    await this.#beforeWriting(person);
    const random = this.#random;
    const byline = random.pick(masked);
    const ofOthers = this.#threads.filter((id) => this.truth.authors.get(id) !== person.id);
    const body = 'He built it, he knew every customer that depends on it. '.repeat(1 + random.integer(4));
    if (ofOthers.length === 0 || random.chance(60)) {
      const fields = { title: 'What would you do first?', tldr: '', body, topics: 'tech-lead', byline };
      const response = await expectDone(person.client.post('/questions', fields), [303]);
      const id = /^\/questions\/(\w+)\//.exec(response.headers.get('location') ?? '')?.[1] ?? '';
      this.truth.authors.set(id, person.id);
      this.#threads.push(id);
      return;
    }
    const on = random.pick(ofOthers);
    if (random.chance(30)) return await this.#vote(person, on);
    const response = await person.client.post(`/questions/${on}/answers`, { body, byline });
    const id = /#p-(\w+)$/.exec((await expectDone(response, [303])).headers.get('location') ?? '')?.[1] ?? '';
    this.truth.authors.set(id, person.id);
  }

  async #vote(person: Person, on: string): Promise<void> {
    const before = new Set(await this.#voterKeys());
    await expectDone(person.client.post(`/posts/${on}/vote`, { value: '1' }), [303]);
    for (const key of await this.#voterKeys()) if (!before.has(key)) this.truth.voters.set(key, person.id);
  }

  async #voterKeys(): Promise<string[]> {
    const { rows } = await this.#community.platform.db.pool.query<{ key: string }>(
      `select encode(voter_key, 'hex') as key from votes`,
    );
    return rows.map(({ key }) => key);
  }
}

async function expectDone(answer: Response | Promise<Response>, statuses: number[]): Promise<Response> {
  const response = await answer;
  if (!statuses.includes(response.status)) throw new Error(`${response.status}: ${await response.text()}`);
  return response;
}
