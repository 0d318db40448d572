import pg from 'pg';
import { sweepKeptMails } from '../../src/features/admin/kept-mails.ts';
import { sweepSessions } from '../../src/features/sessions/sessions.ts';
import { sweepTokens } from '../../src/features/sessions/tokens.ts';
import type { TestCommunity } from '../community.ts';
import { createTestCommunity } from '../community.ts';
import type { Found, Stolen } from './backup-attacks.ts';
import { attackAll } from './backup-attacks.ts';
import { namingRows, takeDump } from './backup-dump.ts';
import type { Person } from './backup-life.ts';
import { Life } from './backup-life.ts';
import { maskedRows } from './backup-masked.ts';
import { SeededRandom } from './scenario-random.ts';

/** A leak, made from outside: in the platform before anything happens, or whenever somebody is about to write. */
export interface BackupLeak {
  name: string;
  prepare?: (community: TestCommunity) => Promise<void>;
  beforeWriting?: (community: TestCommunity, person: Person) => Promise<void>;
}

/** A community in which people have lived for a while. */
export class Lived {
  readonly community: TestCommunity;
  readonly #life: Life;
  readonly #random: SeededRandom;

  private constructor(community: TestCommunity, life: Life, random: SeededRandom) {
    this.community = community;
    this.#life = life;
    this.#random = random;
  }

  static async live(seed: string, bursts: number, leak?: BackupLeak): Promise<Lived> {
    const community = await createTestCommunity();
    await leak?.prepare?.(community);
    return await Lived.liveOn(community, seed, bursts, leak);
  }

  static async liveOn(
    community: TestCommunity,
    seed: string,
    bursts: number,
    leak?: BackupLeak,
  ): Promise<Lived> {
    const random = new SeededRandom(seed);
    const life = new Life(
      community,
      random,
      async (person) => await leak?.beforeWriting?.(community, person),
    );
    await life.live(bursts);
    return new Lived(community, life, random);
  }

  /** Twenty minutes on: links in mails have ended, and the sweep was there. */
  async sweep(): Promise<void> {
    const { platform, clock } = this.community;
    clock.pass(20);
    await sweepSessions(platform);
    await sweepTokens(platform);
    await sweepKeptMails(platform);
  }

  async steal(): Promise<Stolen> {
    const { pool } = this.community.platform.db;
    const { rows: accounts } = await pool.query<{ id: string; email: string }>(
      'select id, email from accounts',
    );
    const dump = await takeDump(pool);
    const naming = namingRows(dump, accounts);
    return { dump, accounts, naming, masked: maskedRows(dump, naming, this.#life.truth) };
  }

  /** `only`: the masked rows that are to be tied to accounts. */
  attack(
    stolen: Stolen,
    { only, ways = 'all' }: { only?: string; ways?: 'all' | 'all but order' } = {},
  ): Found[] {
    const masked = stolen.masked.filter(({ name }) => only === undefined || name === only);
    return attackAll({ ...stolen, masked }, this.#random, ways);
  }

  async close(): Promise<void> {
    await this.community.close();
  }
}

/** Tables with names of which a row was written by the transaction of a masked row. */
export function writtenTogether({ naming, masked }: Stolen): string[] {
  const writers = new Set(masked.flatMap(({ rows }) => rows.map(({ row }) => row.writer)));
  const together = [...naming.values()].flat().filter(({ writer }) => writers.has(writer));
  return [...new Set(together.map(({ table }) => table))];
}

/** As the owner of the server's files, of this database; null where tests may not be that. */
export async function asOwnerOfFiles(adminUrl: string, databaseUrl: string): Promise<pg.Client | null> {
  const url = new URL(adminUrl);
  url.pathname = new URL(databaseUrl).pathname;
  const client = new pg.Client(url.href);
  await client.connect();
  const { rows } = await client.query<{ is: boolean }>(
    'select rolsuper as is from pg_roles where rolname = current_user',
  );
  if (rows[0]?.is) return client;
  await client.end();
  return null;
}
