import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type TestCommunity } from '../../../test/community.ts';
import { openMailbox, type Mailbox } from '../../../test/mailbox.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { createMailer } from '../../platform/mail.ts';
import { setMailWanted } from '../accounts/accounts.ts';
import { accessPost } from '../posts/posts.ts';
import { setRemoved } from '../posts/removal.ts';
import { beginConversation } from './conversation-for-tests.ts';
import { sendWord, sweepWords } from './sending-word.ts';

let mailbox: Mailbox;
let community: TestCommunity;
let conversation: Awaited<ReturnType<typeof beginConversation>>;

beforeEach(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  conversation = await beginConversation(community);
});

afterEach(async () => {
  await community.close();
  await mailbox.close();
});

async function pending(): Promise<number> {
  const { rows } = await community.platform.db.pool.query('select from pending_words');
  return rows.length;
}

const recipients = () => mailbox.delivered.flatMap(({ to }) => to);

test('a masked asker gets one plain mail: the byline, the beginning, the link, and how to switch it off', async () => {
  const { platform } = community;
  await sendWord(platform, conversation.question.id);
  const [delivered] = mailbox.delivered;
  expect(recipients()).toEqual(['asker@cairn.test']);
  const { subject, text = '', html, headers = [] } = delivered?.mail ?? {};
  expect(subject).toBe('Something new at Cairn');
  expect(html).toBeUndefined();
  expect(headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  expect(text).toContain('Ada Example (Staff Engineer at Fabrikam) answered:');
  expect(text).toContain('Ask what the reorg is for.');
  expect(text).toContain(`http://cairn.test/posts/${conversation.answerId}`);
  expect(text).toContain('http://cairn.test/settings/account');
  const known =
    /^(from|to|subject|date|message-id|mime-version|content-type|content-transfer-encoding|auto-submitted)$/;
  expect(headers.map(({ key }) => key).filter((key) => !known.test(key))).toEqual([]);
  const other = headers.filter(({ key }) => key !== 'to');
  for (const { value } of other) expect(value).not.toMatch(/asker|reorg|Should I/);
});

test('the same job twice, also at once, sends one mail', async () => {
  const { platform } = community;
  const { id } = conversation.question;
  await Promise.all([sendWord(platform, id), sendWord(platform, id)]);
  await sendWord(platform, id);
  await sweepWords(platform);
  expect(recipients()).toEqual(['asker@cairn.test']);
  expect(await pending()).toBe(0);
});

test('several replies make one mail, and the next mail tells only of what came since', async () => {
  const { platform, colleague } = community;
  const { question, comment } = conversation;
  await comment(colleague, question.id, 'I wonder too.');
  await sendWord(platform, question.id);
  await comment(colleague, question.id, 'Now I know.');
  await sendWord(platform, question.id);
  const [first, second] = mailbox.delivered.map(({ mail }) => mail);
  expect(first?.subject).toBe('2 new posts at Cairn');
  expect(first?.text).toContain('I wonder too.');
  expect(second?.text).toContain('Now I know.');
  expect(second?.text).not.toContain('I wonder too.');
});

test('whoever writes on their own post gets no mail for it; whom they reply to does', async () => {
  const { platform, asker, answerer, colleague } = community;
  const { question, answerId, comment } = conversation;
  await sendWord(platform, question.id);
  await comment(answerer, answerId, 'One more thing.');
  const thanks = await comment(asker, answerId);
  const reply = await comment(colleague, thanks, 'And then?');
  await comment(asker, reply, 'Then I left.');
  for (const id of [question.id, answerId, thanks, reply]) await sendWord(platform, id);
  expect(recipients()).toEqual([
    'asker@cairn.test',
    'answerer@cairn.test',
    'asker@cairn.test',
    'colleague@cairn.test',
  ]);
  expect(mailbox.delivered[1]?.mail.text).not.toContain('One more thing.');
});

const switchOff: Record<string, () => Promise<unknown>> = {
  'does not want mail': () => setMailWanted(community.platform.db, community.asker.account.id, false),
  'is suspended': () => suspendAccount(community.platform, community.asker.account.id),
  'has no address': () => community.platform.db.pool.query('update accounts set email = null'),
  'came by import': () => community.platform.db.pool.query('update authors set sealed = null'),
  'is gone': () =>
    community.platform.db.pool.query('delete from accounts where id = $1', [community.asker.account.id]),
};

test.each(Object.keys(switchOff))('an author who %s gets nothing, then and later', async (state) => {
  await switchOff[state]?.();
  await sendWord(community.platform, conversation.question.id);
  await setMailWanted(community.platform.db, community.asker.account.id, true);
  await sendWord(community.platform, conversation.question.id);
  expect(recipients()).toEqual([]);
  expect(await pending()).toBe(0);
});

test('a reply that was hidden in the meantime is not mailed', async () => {
  const { platform, answerer } = community;
  const post = await accessPost(platform, answerer.account, conversation.answerId);
  await setRemoved(platform, post, { by: 'moderator', removed: true, reason: 'abuse' });
  await sendWord(platform, conversation.question.id);
  expect(recipients()).toEqual([]);
});

test('a mail that the server refuses waits, longer each time, and is sent by the sweep', async () => {
  const { platform, clock } = community;
  mailbox.refuse();
  await expect(sendWord(platform, conversation.question.id)).rejects.toThrow('no room');
  expect(await pending()).toBe(1);
  const accepting = await openMailbox();
  const recovered = {
    ...platform,
    mail: createMailer({ ...platform.config, SMTP_URL: accepting.url }, platform),
  };
  clock.pass(1);
  await sweepWords(recovered);
  expect(accepting.delivered).toEqual([]);
  clock.pass(30);
  await sweepWords(recovered);
  expect(accepting.delivered.flatMap(({ to }) => to)).toEqual(['asker@cairn.test']);
  expect(await pending()).toBe(0);
  await accepting.close();
});

test('where mail is kept, one about a masked post says nothing of whose it is, and one about a named post does', async () => {
  const keeping = await createTestCommunity();
  const { question, answerId, comment } = await beginConversation(keeping);
  await comment(keeping.asker, answerId);
  await sendWord(keeping.platform, question.id);
  await sendWord(keeping.platform, answerId);
  const { rows } = await keeping.platform.db.pool.query(
    'select recipient from kept_mails order by recipient',
  );
  expect(rows.map(({ recipient }) => recipient as unknown)).toEqual(['answerer@cairn.test', null]);
  await keeping.close();
});

test('the queue does the job: from an answer to a mail, its time being long past', async () => {
  const running = await createTestCommunity({ environment: { SMTP_URL: mailbox.url }, jobs: 'running' });
  await beginConversation(running);
  await expect.poll(recipients, { timeout: 5000 }).toEqual(['asker@cairn.test']);
  await running.close();
});
