import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../src/features/accounts/passwords.ts';
import { setPassword } from '../../../src/features/accounts/accounts.ts';
import { claimMailbox, mailboxHashes } from '../../../src/features/careers/mailboxes.ts';
import type { TestClient } from '../../client.ts';
import { createTestCommunity, type TestCommunity } from '../../community.ts';
import { openMailbox, type Mailbox } from '../../mailbox.ts';
import { addTopic, ask } from '../../threads.ts';
import { patience, say } from '../scenario-budget.ts';
import { bound, confirm, measure, roundsOf, seek, type Pair } from './measure.ts';
import { welchT } from './welch.ts';

const wrong = 'not the password of anybody';

let mailbox: Mailbox;
let community: TestCommunity;
let visitor: TestClient;

beforeAll(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  const { platform, asker } = community;
  platform.limits.use = () => Promise.resolve();
  await setPassword(platform.db, asker.account.id, await hashPassword('correct horse battery'));
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  visitor = community.newClient();
});
afterAll(async () => {
  await community.close();
  await mailbox.close();
});

const known = 'asker@cairn.test';
const unknown = 'nobody@cairn.test';

/** The same form, with an address that has an account and with one that has none. */
function withBoth(path: string, rest: Record<string, string>): Pair {
  const send = async (email: string) => await (await visitor.post(path, { email, ...rest })).text();
  return { first: async () => await send(known), second: async () => await send(unknown) };
}

async function statisticOf(what: string, pair: Pair, few: number): Promise<number> {
  const rounds = roundsOf(few);
  return await confirm(async () => {
    const t = await measure(pair, rounds);
    say(`${what}: t = ${t.toFixed(2)} over ${rounds} each`);
    return t;
  });
}

describe('time does not tell whether an address has an account', { timeout: patience }, () => {
  it('when signing in with a password', async () => {
    expect(await statisticOf('sign-in', withBoth('/sign-in', { password: wrong, to: '' }), 25)).toBeLessThan(
      bound,
    );
  });

  it('when a link to sign in is asked for, which is how a password is reset', async () => {
    expect(await statisticOf('link', withBoth('/sign-in/link', { to: '' }), 40)).toBeLessThan(bound);
  });

  it('when signing up', async () => {
    expect(await statisticOf('sign-up', withBoth('/sign-up', { password: '', to: '' }), 40)).toBeLessThan(
      bound,
    );
  });
});

describe('time does not tell another site’s page', { timeout: patience }, () => {
  const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' };

  it.each(['', '/edit', '/revisions', '/byline', '/flags'])(
    'whether its reader wrote a post: %s',
    async (part) => {
      const { platform, asker, colleague } = community;
      const [own, others] = [await ask(platform, asker), await ask(platform, colleague)];
      const look = async ({ id, path }: { id: string; path: string }) => {
        const address = part === '' ? path : `/posts/${id}${part}`;
        await (await asker.client.get(address, embedded)).text();
      };
      const pair = { first: async () => await look(own), second: async () => await look(others) };
      expect(await statisticOf(`is it mine ${part}`, pair, 40)).toBeLessThan(bound);
    },
  );
});

describe('time does not tell', { timeout: patience }, () => {
  it('whether a work mailbox has verified somebody else', async () => {
    const { platform, asker } = community;
    const { pool } = platform.db;
    await pool.query(
      `insert into companies (id, slug, name, confirmed) values ('work01', 'work', 'Work', true)`,
    );
    await pool.query(`insert into company_domains (domain, company_id) values ('work.example', 'work01')`);
    const taken = { address: 'taken@work.example', domain: 'work.example' };
    await platform.db.transaction(async (tx) => {
      await claimMailbox(tx, mailboxHashes(platform, taken), null);
    });
    const send = async (workAddress: string) => {
      const response = await asker.client.post('/settings/career/verification', { workAddress });
      expect([response.status, await response.text()]).toEqual([303, '']);
    };
    const pair = {
      first: async () => await send(taken.address),
      second: async () => await send('other@work.example'),
    };
    expect(await statisticOf('work mailbox', pair, 40)).toBeLessThan(bound);
  });
});

describe('a difference is seen', { timeout: patience }, () => {
  it('where no password is compared for an address without an account', async () => {
    const honest = withBoth('/sign-in', { password: wrong, to: '' });
    // Without a password the form comes back before anything is hashed.
    const short = withBoth('/sign-in', { password: '', to: '' });
    expect(await seek({ first: honest.first, second: short.second }, 20)).toBeGreaterThan(bound);
  });

  it('where one way hashes once more, as for a password that only one of them has', async () => {
    const honest = withBoth('/sign-in/link', { to: '' });
    const slow = async () => {
      await honest.first();
      await hashPassword(wrong);
    };
    expect(await seek({ first: slow, second: honest.second }, 20)).toBeGreaterThan(bound);
  });

  it('by the statistic: of equal samples 0, of those that never meet without bound', () => {
    const spread = Array.from({ length: 100 }, (_, place) => 10 + (place % 10));
    expect(welchT({ first: spread, second: spread })).toBe(0);
    expect(Math.abs(welchT({ first: spread, second: spread.map((time) => time + 20) }))).toBeGreaterThan(
      bound,
    );
    expect(Math.abs(welchT({ first: spread, second: spread.map((time) => time + 0.001) }))).toBeLessThan(
      bound,
    );
  });
});
