import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import type { Mailbox } from '../../../test/mailbox.ts';
import { openMailbox } from '../../../test/mailbox.ts';
import { addTopic } from '../../../test/threads.ts';
import { setMailWanted } from '../accounts/accounts.ts';
import { announce } from './ahead-for-tests.ts';
import { answerInAma } from './answering.ts';
import { askInAma } from './asking.ts';
import { accessHosting } from './hosting.ts';
import { promiseAnswers } from './managing.ts';
import { remindHosts } from './promise-reminders.ts';
import { advanceAmas } from './states.ts';

let mailbox: Mailbox;
let community: TestCommunity;
let ama: Awaited<ReturnType<typeof announce>>;

/** An AMA of the answerer's is over, one question is left, and they have promised the answer by a Friday. */
beforeEach(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  const { platform, answerer, colleague, clock } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  ama = await announce(platform, answerer, { startsAt: new Date('2026-05-04T12:00:00Z') });
  const ask = (body: string) =>
    askInAma(platform, colleague.account, { amaId: ama.id, body, byline: 'level-role' });
  const questionId = await ask('What was answered in the hour itself?');
  const hosting = await accessHosting(platform, ama.id, { account: answerer.account, guest: undefined });
  await answerInAma(platform, hosting, { questionId, body: 'This was, in one sentence.', seen: 0 });
  await ask('What would you do anew, and why not sooner?');
  clock.set(new Date('2026-05-04T13:00:00Z'));
  await advanceAmas(platform);
  await promiseBy('2026-05-08');
});
afterEach(async () => {
  await community.close();
  await mailbox.close();
});

async function promiseBy(promisedOn: string): Promise<void> {
  const { platform, answerer } = community;
  const hosting = await accessHosting(platform, ama.id, { account: answerer.account, guest: undefined });
  await promiseAnswers(platform, hosting, { promisedOn });
}

async function at(time: string): Promise<number> {
  community.clock.set(new Date(time));
  await remindHosts(community.platform);
  return mailbox.delivered.length;
}

it('A host is reminded once of the promised day, from nine in the morning of the day before on their clock', async () => {
  expect(await at('2026-05-07T06:59:00Z')).toBe(0);
  expect(await at('2026-05-07T07:00:00Z')).toBe(1);
  expect(await at('2026-05-07T07:01:00Z')).toBe(1);
  expect(await at('2026-05-08T07:00:00Z')).toBe(1);
  const [{ to, mail } = { to: [], mail: undefined }] = mailbox.delivered;
  expect(to).toEqual(['answerer@cairn.test']);
  expect(mail?.subject).toBe('What you promised at Cairn');
  expect(mail?.text).toContain('“Ask me about leading without a title” one question is left');
  expect(mail?.text).toContain('Friday, 8 May 2026');
  expect(mail?.text).toContain(`http://cairn.test/amas/stage/${ama.id}`);
});

it('Several processes at once send one mail', async () => {
  const { platform } = community;
  community.clock.set(new Date('2026-05-07T09:00:00Z'));
  await Promise.all([remindHosts(platform), remindHosts(platform), remindHosts(platform)]);
  expect(mailbox.delivered).toHaveLength(1);
});

it('Late is better than never, until the promised day is over', async () => {
  expect(await at('2026-05-08T20:00:00Z')).toBe(1);
  await promiseBy('2026-05-11');
  expect(await at('2026-05-12T20:00:00Z')).toBe(1);
});

it('Who promises another day is reminded of that one too', async () => {
  expect(await at('2026-05-07T09:00:00Z')).toBe(1);
  await promiseBy('2026-05-12');
  expect(await at('2026-05-08T09:00:00Z')).toBe(1);
  expect(await at('2026-05-11T09:00:00Z')).toBe(2);
});

it('A crash between the mark and the mail sends none twice, and a silent mail server only delays it', async () => {
  const { platform, clock } = community;
  clock.set(new Date('2026-05-07T09:00:00Z'));
  await remindHosts({ ...platform, mail: { send: () => Promise.reject(new Error('connect ECONNREFUSED')) } });
  expect(await at('2026-05-07T09:01:00Z')).toBe(1);
  await promiseBy('2026-05-12');
  clock.set(new Date('2026-05-11T09:00:00Z'));
  let handed = false;
  const gone = () => new Promise<void>(() => void (handed = true));
  void remindHosts({ ...platform, mail: { send: gone } });
  await expect.poll(() => handed).toBe(true);
  expect(await at('2026-05-11T09:01:00Z')).toBe(1);
});

it('Nobody is reminded where nothing is left, or who does not want mail', async () => {
  const { platform, answerer } = community;
  await setMailWanted(platform.db, answerer.account.id, false);
  expect(await at('2026-05-07T09:00:00Z')).toBe(0);
  await setMailWanted(platform.db, answerer.account.id, true);
  await promiseBy('2026-05-12');
  await platform.db.pool.query("update amas set state = 'closed'");
  expect(await at('2026-05-11T09:00:00Z')).toBe(0);
});
