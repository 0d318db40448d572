import type { TestClient } from '../client.ts';
import type { TestCommunity } from '../community.ts';
import { makeFresh } from '../fresh.ts';
import { linkIn } from '../mailbox.ts';
import { addTopic } from '../threads.ts';
import { AmaLife } from './backup-amas.ts';
import { VideoLife } from './backup-videos.ts';
import type { SeededRandom } from './scenario-random.ts';

/** What really happened; no dump may tell it. */
export interface Truth {
  /** Whose post it is, by its id. */
  authors: Map<string, string>;
  /** Whose vote, RSVP, waiting post or suggestion it is, by the row's key or id. */
  owners: Map<string, string>;
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
  readonly truth: Truth = { authors: new Map(), owners: new Map() };
  readonly #community: TestCommunity;
  readonly #random: SeededRandom;
  readonly #people: Person[] = [];
  readonly #threads: string[] = [];
  readonly #asked: Person[] = [];
  readonly #lurkers: Person[] = [];
  readonly #video: VideoLife;
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
    this.#video = new VideoLife(community, random, this.truth);
  }

  async live(bursts: number): Promise<void> {
    if (bursts === 0) return;
    await addTopic(this.#community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
    const amas = await this.#announceAmas();
    for (let burst = 0; burst < bursts; burst += 1) {
      const person = await this.#comes(burst);
      await this.#lurk(burst);
      if (burst % 3 === 2) await this.#takePart(amas, person);
      else await this.#write(person);
      // Some come while a window is open for those before them.
      if (burst % 4 < 2) continue;
      await amas.openWindows();
      this.#community.clock.pass(1 + this.#random.integer(30));
    }
    for (let burst = 0; burst < bursts / 10; burst += 1)
      await this.#takePart(amas, await this.#comes(bursts + burst));
  }

  async #announceAmas(): Promise<AmaLife> {
    const host = await this.#signUp('lurker-who-hosts');
    await expectDone(this.#namedProfile(host), [303]);
    const amas = new AmaLife(this.#community, this.#random, this.truth, host);
    await amas.announce(4);
    await this.#video.film(host);
    return amas;
  }

  /** Somebody who has just come, and whoever has asked least: how often one comes is not to tell how much one asks. */
  async #takePart(amas: AmaLife, comes: Person): Promise<void> {
    for (const person of [comes, this.#quietest()]) {
      await this.#beforeWriting(person);
      await amas.ask(person, this.#random.pick(masked));
      this.#asked.push(person);
      if (this.#random.chance(50)) await amas.rsvp(person);
      if (this.#random.chance(50)) await this.#video.suggest(person);
    }
  }

  #quietest(): Person {
    const written = [...this.truth.authors.values(), ...this.#asked.map(({ id }) => id)];
    const countOf = ({ id }: Person) => written.filter((each) => each === id).length;
    const [first] = this.#random
      .shuffle(this.#people)
      .toSorted((one, other) => countOf(one) - countOf(other));
    if (!first) throw new Error('nobody is there');
    return first;
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
    await this.#leaveRow(person);
    return person;
  }

  async #leaveRow(person: Person): Promise<void> {
    await this.#random.pick([
      () => this.#signIn(person),
      () => this.#signIn(person),
      () => this.#stateCareer(person),
      () => this.#makeToken(person),
      () => expectDone(person.client.post('/settings/account/mail', { wanted: '1' }), [303, 422]),
      () => expectDone(this.#namedProfile(person), [303]),
    ])();
  }

  /** Who never writes leaves as many rows as others do. */
  async #lurk(burst: number): Promise<void> {
    const random = this.#random;
    if (burst % 7 === 6) {
      const person = await this.#signUp(`lurker-${burst}`);
      if (random.chance(60)) await this.#stateCareer(person);
      this.#lurkers.push(person);
    }
    if (this.#lurkers.length > 0 && random.chance(25)) await this.#leaveRow(random.pick(this.#lurkers));
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
      const moment = random.chance(50) ? { moment: this.#video.moment() } : {};
      const text = { title: 'What would you do first?', tldr: '', body, topics: 'tech-lead' };
      const fields = { ...text, byline, ...moment };
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
    for (const key of await this.#voterKeys()) if (!before.has(key)) this.truth.owners.set(key, person.id);
  }

  async #voterKeys(): Promise<string[]> {
    const { rows } = await this.#community.platform.db.pool.query<{ key: string }>(
      `select encode(voter_key, 'hex') as key from votes`,
    );
    return rows.map(({ key }) => key);
  }
}

export async function expectDone(
  answer: Response | Promise<Response>,
  statuses: number[],
): Promise<Response> {
  const response = await answer;
  if (!statuses.includes(response.status)) throw new Error(`${response.status}: ${await response.text()}`);
  return response;
}
