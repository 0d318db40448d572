import { findAccount } from '../../src/features/accounts/accounts.ts';
import { urls } from '../../src/urls.ts';
import type { TestCommunity } from '../community.ts';
import { addVideo, talk } from '../videos.ts';
import type { Person, Truth } from './backup-life.ts';
import { expectDone } from './backup-life.ts';
import type { SeededRandom } from './scenario-random.ts';

/** A video about which people ask masked, and whose words they mend without a name. */
export class VideoLife {
  readonly #community: TestCommunity;
  readonly #random: SeededRandom;
  readonly #truth: Truth;
  #id = '';
  #track = '';

  constructor(community: TestCommunity, random: SeededRandom, truth: Truth) {
    this.#community = community;
    this.#random = random;
    this.#truth = truth;
  }

  async film(author: Person): Promise<void> {
    const { platform } = this.#community;
    const account = await findAccount(platform, author.id);
    if (!account) throw new Error('nobody films');
    this.#id = (await addVideo(platform, { account }, { captions: { en: talk } })).id;
    const { rows } = await platform.db.pool.query<{ id: string }>('select id from caption_tracks');
    this.#track = rows[0]?.id ?? '';
  }

  /** Where a question is asked, as its form says it. */
  moment(): string {
    return `${this.#id}@${this.#random.integer(110)}`;
  }

  async suggest({ id, client }: Person): Promise<void> {
    const before = new Set(await this.#suggestions());
    const cue = `cue-${this.#random.integer(5)}`;
    const words = `What was said is something else (${before.size}).`;
    const path = urls.captionCorrections({ track: this.#track });
    await expectDone(client.post(path, { revision: '1', [cue]: words }), [200]);
    for (const one of await this.#suggestions()) if (!before.has(one)) this.#truth.owners.set(one, id);
  }

  async #suggestions(): Promise<string[]> {
    const { rows } = await this.#community.platform.db.pool.query<{ id: string }>(
      'select id from caption_suggestions',
    );
    return rows.map(({ id }) => id);
  }
}
