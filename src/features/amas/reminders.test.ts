import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAnotherProcess } from '../../../test/another-process.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { addTopic } from '../../../test/threads.ts';
import { createMailer } from '../../platform/mail.ts';
import { setMailWanted } from '../accounts/accounts.ts';
import { runKeys } from '../keys/keys.cli.ts';
import { announce, cancel, move } from './ahead-for-tests.ts';
import { sendReminders } from './reminders.ts';
import { setRsvp } from './rsvps.ts';
import { advanceAma } from './states.ts';

let mailbox: Mailbox;
let community: TestCommunity;
let ama: Awaited<ReturnType<typeof announce>>;

const hours = (count: number) => count * 60 * 60 * 1000;
const minutesOfDay = 24 * 60;

beforeEach(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  const { platform, answerer, asker } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ama = await announce(platform, answerer, { startsAt: inHours(72) });
  await setRsvp(platform, asker.account, { amaId: ama.id, going: true });
});

afterEach(async () => {
  await community.close();
  await mailbox.close();
});

function inHours(count: number): Date {
  return new Date(community.clock.now().getTime() + hours(count));
}

const subjects = () => mailbox.delivered.map(({ mail }) => mail.subject);
const texts = () => mailbox.delivered.map(({ mail }) => mail.text ?? '');
const recipients = () => mailbox.delivered.flatMap(({ to }) => to).toSorted();

/** As the job of each minute does. */
async function afterMinutes(minutes: number): Promise<void> {
  community.clock.pass(minutes);
  await sendReminders(community.platform);
}

describe('Who wants to come to an AMA', () => {
  it('hears of it a day and ten minutes before, in words that say little to who looks over a shoulder', async () => {
    await afterMinutes(2 * minutesOfDay - 1);
    expect(subjects()).toEqual([]);
    await afterMinutes(1);
    expect(subjects()).toEqual(['A reminder from Cairn']);
    await afterMinutes(minutesOfDay - 11);
    expect(subjects()).toHaveLength(1);
    await afterMinutes(1);
    const [day, soon] = texts();
    expect(recipients()).toEqual(['asker@cairn.test', 'asker@cairn.test']);
    expect(day).toContain('“Ask me about leading without a title” starts in 24 hours.');
    expect(soon).toContain('starts in 10 minutes.');
    expect(soon).toContain(`http://cairn.test${ama.path}`);
    expect(soon).toContain('http://cairn.test/settings/account');
  });

  it('hears of each once, however often and by how many it is looked after', async () => {
    const { platform } = community;
    community.clock.pass(2 * minutesOfDay);
    await Promise.all([sendReminders(platform), sendReminders(platform), sendReminders(platform)]);
    await afterMinutes(1);
    expect(recipients()).toEqual(['asker@cairn.test']);
  });

  it('hears of it late where nobody worked, once, and not any more after the start', async () => {
    await afterMinutes(3 * minutesOfDay - 5);
    expect(texts()).toEqual([expect.stringContaining('starts in 5 minutes')]);
    await afterMinutes(1);
    expect(texts()).toHaveLength(1);
    const { platform, answerer, outsider } = community;
    const other = await announce(platform, answerer, { startsAt: inHours(48) });
    await setRsvp(platform, outsider.account, { amaId: other.id, going: true });
    await afterMinutes(2 * minutesOfDay);
    await advanceAma(platform, other.id);
    await sendReminders(platform);
    expect(recipients()).toEqual(['asker@cairn.test']);
  });

  it('who says so within the last day is reminded of the last ten minutes alone', async () => {
    const { platform, outsider } = community;
    community.clock.pass(2 * minutesOfDay + 60);
    await setRsvp(platform, outsider.account, { amaId: ama.id, going: true });
    await afterMinutes(1);
    expect(recipients()).toEqual(['asker@cairn.test']);
    await afterMinutes(minutesOfDay - 65);
    expect(recipients()).toEqual(['asker@cairn.test', 'asker@cairn.test', 'outsider@cairn.test']);
  });

  it('is told by a mail that is kept without its recipient, where there is no mail server', async () => {
    const { platform, clock } = community;
    const { db, random } = platform;
    const kept = createMailer({ ...platform.config, SMTP_URL: undefined }, { db, clock, random });
    clock.pass(2 * minutesOfDay);
    await sendReminders({ ...platform, mail: kept });
    const { rows } = await db.pool.query('select recipient, text from kept_mails');
    expect(rows).toEqual([{ recipient: null, text: expect.stringContaining('leading without a title') }]);
  });
});

describe('An AMA that moves', () => {
  it('later, is told of again at the new time', async () => {
    const { platform, answerer } = community;
    await afterMinutes(2 * minutesOfDay);
    await move(platform, answerer, { id: ama.id, startsAt: inHours(72) });
    await afterMinutes(minutesOfDay);
    expect(texts()).toHaveLength(1);
    await afterMinutes(minutesOfDay);
    expect(texts()).toHaveLength(2);
    expect(texts()[1]).toContain('starts in 24 hours');
  });

  it('earlier, is told of at once where its day has come, and ten minutes before the new start', async () => {
    const { platform, answerer } = community;
    await move(platform, answerer, { id: ama.id, startsAt: inHours(5) });
    await afterMinutes(1);
    expect(texts()).toEqual([expect.stringContaining('starts in 5 hours')]);
    await afterMinutes(5 * 60 - 10);
    expect(texts()[1]).toContain('starts in 9 minutes');
    await afterMinutes(60 * 24);
    expect(texts()).toHaveLength(2);
  });

  it('while its time has come to be told is told of as it then is', async () => {
    const { platform, answerer } = community;
    community.clock.pass(2 * minutesOfDay);
    await move(platform, answerer, { id: ama.id, startsAt: inHours(100) });
    await sendReminders(platform);
    expect(texts()).toEqual([]);
  });

  it('is not told of again where only its settings were saved', async () => {
    const { platform, answerer } = community;
    await afterMinutes(2 * minutesOfDay);
    await move(platform, answerer, { id: ama.id, startsAt: inHours(24) });
    await afterMinutes(1);
    expect(texts()).toHaveLength(1);
  });
});

describe('An AMA that is cancelled', () => {
  it('is told of once, with the reason, to those who wanted to come', async () => {
    const { platform, answerer } = community;
    await cancel(platform, answerer, ama);
    await afterMinutes(0);
    await afterMinutes(2 * minutesOfDay);
    expect(subjects()).toEqual(['A change at Cairn']);
    expect(texts()[0]).toContain('was cancelled.\n\nI have fallen ill.');
  });

  it('or removed, is reminded of no more', async () => {
    const { platform } = community;
    await platform.db.pool.query(
      "insert into removals (post_id, by, withdrawn, reason, at) values ($1, 'moderator', false, 'spam', now())",
      [ama.id],
    );
    await afterMinutes(2 * minutesOfDay);
    expect(texts()).toEqual([]);
  });
});

describe('A crash', () => {
  it('between the mark and the mail costs one reminder, and sends none twice', async () => {
    const { platform, outsider } = community;
    await setRsvp(platform, outsider.account, { amaId: ama.id, going: true });
    community.clock.pass(2 * minutesOfDay);
    let handed = 0;
    // The process is gone as it hands the first mail over, and never comes back to any of them.
    const gone = () => new Promise<void>(() => void (handed += 1));
    const dying = { ...platform, mail: { send: gone } };
    void sendReminders(dying);
    await expect.poll(() => handed).toBe(2);
    await sendReminders(platform);
    await afterMinutes(5);
    expect(texts()).toEqual([]);
    await afterMinutes(minutesOfDay - 15);
    expect(recipients()).toEqual(['asker@cairn.test', 'outsider@cairn.test']);
  });

  it('after the mail sends none twice either', async () => {
    const { platform } = community;
    community.clock.pass(2 * minutesOfDay);
    const { mail } = platform;
    const send: typeof mail.send = async (one) => {
      await mail.send(one);
      return await new Promise<void>(() => undefined);
    };
    void sendReminders({ ...platform, mail: { send } });
    await expect.poll(recipients).toEqual(['asker@cairn.test']);
    const next = await openAnotherProcess(community);
    try {
      await sendReminders(next.platform);
    } finally {
      await next.close();
    }
    expect(recipients()).toEqual(['asker@cairn.test']);
  });

  it('of the mail server sends it when it is back, as long as there is time', async () => {
    const { platform, outsider } = community;
    await setRsvp(platform, outsider.account, { amaId: ama.id, going: true });
    const down = { send: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    community.clock.pass(2 * minutesOfDay);
    await sendReminders({ ...platform, mail: down });
    await sendReminders({ ...platform, mail: down });
    await afterMinutes(30);
    expect(recipients()).toEqual(['asker@cairn.test', 'outsider@cairn.test']);
    await afterMinutes(1);
    expect(recipients()).toHaveLength(2);
  });

  it('is no reason to try a mailbox again that is refused for good', async () => {
    const { platform } = community;
    let tried = 0;
    const refusing = {
      send: () => {
        tried += 1;
        return Promise.reject(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      },
    };
    community.clock.pass(2 * minutesOfDay);
    await sendReminders({ ...platform, mail: refusing });
    await sendReminders({ ...platform, mail: refusing });
    expect(tried).toBe(1);
  });
});

const silent: Record<string, () => Promise<unknown>> = {
  'does not want mail': () => setMailWanted(community.platform.db, community.asker.account.id, false),
  'is suspended': () => suspendAccount(community.platform, community.asker.account.id),
  'has no address': () => community.platform.db.pool.query('update accounts set email = null'),
  'is gone': () =>
    community.platform.db.pool.query('delete from accounts where id = $1', [community.asker.account.id]),
  'has taken it back': () =>
    setRsvp(community.platform, community.asker.account, { amaId: ama.id, going: false }),
};

it.each(Object.keys(silent))('Somebody who %s gets no mail', async (state) => {
  await silent[state]?.();
  await afterMinutes(2 * minutesOfDay);
  expect(recipients()).toEqual([]);
});

it('After the keys were changed everybody is still reminded, once, and counts once', async () => {
  const { platform, asker } = community;
  const cli = await openAnotherProcess(community);
  expect(await runKeys(cli.platform, ['rotate'], () => undefined)).toBe(0);
  await cli.close();
  await asker.client.page(ama.path);
  await setRsvp(platform, asker.account, { amaId: ama.id, going: true });
  const { rows } = await platform.db.pool.query('select get_byte(sealed, 1) as version from ama_rsvps');
  expect(rows).toEqual([{ version: 2 }]);
  await afterMinutes(2 * minutesOfDay);
  expect(recipients()).toEqual(['asker@cairn.test']);
  await setRsvp(platform, asker.account, { amaId: ama.id, going: false });
  expect((await platform.db.pool.query('select from ama_rsvps')).rows).toEqual([]);
});

it('A web process cannot read who wants to come, and leaves it to who can', async () => {
  const web = await openAnotherProcess(community, 'web');
  community.clock.pass(2 * minutesOfDay);
  await sendReminders(web.platform);
  await web.close();
  expect(recipients()).toEqual([]);
  await afterMinutes(1);
  expect(recipients()).toEqual(['asker@cairn.test']);
});
