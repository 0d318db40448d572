import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { films } from '../../../test/clips.ts';
import { createTestCommunity, type Member, type TestCommunity } from '../../../test/community.ts';
import { openMailbox, type Mailbox } from '../../../test/mailbox.ts';
import { suspendAccount } from '../../../test/suspend.ts';
import { addTopic } from '../../../test/threads.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import { setMailWanted } from '../accounts/accounts.ts';
import { correctCues } from '../captions/corrections.ts';
import { accessSuggestions, decideSuggestion } from '../captions/suggestions.ts';
import { listTracks } from '../captions/tracks.ts';
import { accessPost } from '../posts/posts.ts';
import { setRemoved } from '../posts/removal.ts';
import { beginVideo, chooseAda, film, sendForm, workNow } from '../videos/videos-for-tests.ts';
import { sendVideoWord } from './sending-video-word.ts';
import { countUnread } from './unread.ts';

// A busy machine takes its time over films.
vi.setConfig({ testTimeout: 60_000 });

let mailbox: Mailbox;
let community: TestCommunity;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await chooseAda(community);
});

afterEach(async () => {
  await community.close();
  await mailbox.close();
  await rm(folder, { recursive: true });
});

/** What a page of notifications says, one line each, without markup. */
function entries(html: string): string[] {
  return [...html.matchAll(/<h2 class="entry-title">(.*?)<\/h2>/gs)].map(([, words = '']) =>
    words.replace(/<[^>]+>/g, '').trim(),
  );
}

const look = async (member: Member = community.answerer) => await member.client.page('/notifications');

async function unread(): Promise<number> {
  community.clock.pass(1);
  return await countUnread(community.platform, community.answerer.account);
}

/** The jobs that would tell of it by mail, of which each names a video and nobody. */
async function queued(): Promise<unknown[]> {
  const { rows } = await community.platform.db.pool.query<{ data: unknown }>(
    `select data from pgboss.job where name = 'send-video-word' order by created_on`,
  );
  return rows.map(({ data }) => data);
}

const mails = () =>
  mailbox.delivered.map(({ to, mail }) => ({ to, subject: mail.subject, text: mail.text ?? '' }));

const broken = Buffer.from('#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n');

test.runIf(films)(
  'a video that is ready waits for its author, and is told once; published, it is told where',
  async () => {
    const { platform, answerer, outsider, admin } = community;
    const id = await beginVideo(answerer, { publish: 'later' });
    expect(entries(await look())).toEqual([]);
    await sendForm(answerer, id, await film(folder));
    await workNow(community);
    expect(await queued()).toEqual([{ videoId: id, word: 'made' }]);
    expect(await unread()).toBe(1);
    const page = await look();
    expect(entries(page)).toEqual(['Ready for you to publish: Reading a design document']);
    expect(page).toContain(`href="/videos/own/${id}"`);
    expect(page).toContain('>New<');
    expect(await unread()).toBe(0);
    expect(await look()).not.toContain('>New<');
    for (const member of [outsider, admin]) expect(entries(await look(member))).toEqual([]);
    await sendVideoWord(platform, { videoId: id, word: 'made' });
    await answerer.client.post(`/videos/own/${id}/publication`);
    expect(entries(await look())).toEqual(['Ready, and published: Reading a design document']);
    expect(await look()).not.toContain('>New<');
    await sendVideoWord(platform, { videoId: id, word: 'made' });
    const [ready, published] = mails();
    expect(ready).toMatchObject({ to: ['answerer@cairn.test'], subject: 'Your video at Cairn' });
    expect(ready?.text).toContain('“Reading a design document” is ready. Only you can see it');
    expect(ready?.text).toContain(`http://cairn.test/videos/own/${id}`);
    expect(ready?.text).toContain('http://cairn.test/settings/account');
    expect(published?.text).toContain(`http://cairn.test/videos/${id}/reading-a-design-document`);
    community.clock.pass(8 * 24 * 60);
    expect(entries(await look())).toEqual([]);
  },
);

test('a video that cannot be made ready is told with the reason, until another file is sent', async () => {
  const { platform, answerer, asker } = community;
  const id = await beginVideo(answerer);
  await sendForm(answerer, id, broken);
  await workNow(community);
  expect(await queued()).toEqual([{ videoId: id, word: 'made' }]);
  expect(await unread()).toBe(1);
  const page = await look();
  expect(entries(page)).toEqual(['Could not be made ready: Reading a design document']);
  expect(page).toContain('This is a playlist');
  expect(entries(await look(asker))).toEqual([]);
  await sendVideoWord(platform, { videoId: id, word: 'made' });
  expect(mails()).toEqual([
    {
      ...{ to: ['answerer@cairn.test'], subject: 'Your video at Cairn' },
      text: expect.stringMatching(/could not be made ready\.\n\nThis is a playlist[^]*\/videos\/own\/\w+\n/),
    },
  ]);
  await sendForm(answerer, id, Buffer.from('another'));
  expect(entries(await look())).toEqual([]);
  await sendVideoWord(platform, { videoId: id, word: 'made' });
  expect(mails()).toHaveLength(1);
});

test('a video that failed is told when nobody tries any more: by its worker, or by who finds that it has died', async () => {
  const { platform, answerer, clock } = community;
  const id = await beginVideo(answerer);
  await sendForm(answerer, id, Buffer.alloc(1000));
  const { pool } = platform.db;
  await pool.query(`update videos set original = 'nothing-there'`);
  for (const left of [2, 1]) {
    await workNow(community);
    expect([left, await queued()]).toEqual([left, []]);
    clock.pass(5);
  }
  await workNow(community);
  expect(await queued()).toEqual([{ videoId: id, word: 'made' }]);
  expect(entries(await look())).toEqual(['Could not be made ready: Reading a design document']);
  await pool.query(`delete from pgboss.job where name = 'send-video-word'`);
  await pool.query(
    `update videos set state = 'processing', attempts = 3, reason = '', touched_at = '2026-01-01'`,
  );
  await workNow(community);
  expect(await queued()).toEqual([{ videoId: id, word: 'made' }]);
  await sendVideoWord(platform, { videoId: id, word: 'made' });
  expect(mails()[0]?.text).toContain('Something went wrong on our side');
});

async function suggest(videoId: string, member: Member, words: string, position = 0): Promise<void> {
  const { platform } = community;
  const [track] = await listTracks(platform.db, videoId);
  const { id: trackId = '', revision = 0 } = track ?? {};
  await correctCues(platform, member.account, { trackId, revision, wordings: new Map([[position, words]]) });
}

async function filmed(audience: 'everybody' | 'members' = 'everybody'): Promise<string> {
  const { platform, answerer } = community;
  const { id } = await addVideo(platform, answerer, { audience, captions: { en: talk } });
  await platform.db.pool.query(`update videos set touched_at = '2026-01-01'`);
  return id;
}

test('suggested corrections are one line and one mail, and name nobody', async () => {
  const { platform, asker, colleague, answerer, outsider } = community;
  const id = await filmed();
  await suggest(id, asker, 'Good evening.');
  expect(await unread()).toBe(1);
  expect(entries(await look())).toEqual(['A correction is suggested for How we moved payments to events']);
  expect(await unread()).toBe(0);
  await suggest(id, colleague, 'Good day.');
  await suggest(id, colleague, 'They counted.', 3);
  expect(await queued()).toEqual([{ videoId: id, word: 'suggested' }]);
  expect(await unread()).toBe(1);
  const page = await look();
  expect(entries(page)).toEqual(['3 corrections are suggested for How we moved payments to events']);
  expect(page).toContain(`href="/posts/${id}/suggestions"`);
  expect(page).toContain('>New<');
  for (const member of [asker, colleague, outsider]) expect(entries(await look(member))).toEqual([]);
  await sendVideoWord(platform, { videoId: id, word: 'suggested' });
  const [mail] = mails();
  expect(mail).toMatchObject({ to: ['answerer@cairn.test'], subject: 'Your video at Cairn' });
  expect(mail?.text).toContain(
    '3 corrections are suggested for what is said in “How we moved payments to events”.',
  );
  for (const { account } of [asker, colleague])
    expect(`${page} ${mail?.text}`).not.toMatch(new RegExp(`${account.id}|${account.email}`));
  const { suggestions } = await accessSuggestions(platform, answerer.account, id);
  for (const { id: suggestionId } of suggestions.slice(1))
    await decideSuggestion(platform, answerer.account, { id: suggestionId, accept: false });
  expect(await look()).not.toContain('>New<');
  await decideSuggestion(platform, answerer.account, { id: suggestions[0]?.id ?? '', accept: true });
  expect(entries(await look())).toEqual([]);
  await sendVideoWord(platform, { videoId: id, word: 'suggested' });
  expect(mails()).toHaveLength(1);
});

test('what the author corrects is told to nobody', async () => {
  const { answerer, admin } = community;
  const id = await filmed();
  await suggest(id, answerer, 'Good evening.');
  await suggest(id, admin, 'Good day.');
  expect([await queued(), entries(await look())]).toEqual([[], []]);
});

test('of a video that was taken down or hidden nothing is told', async () => {
  const { platform, asker, answerer } = community;
  const id = await filmed();
  await suggest(id, asker, 'Good evening.');
  const post = await accessPost(platform, answerer.account, id);
  await setRemoved(platform, post, { by: 'moderator', removed: true, reason: 'abuse' });
  expect(entries(await look())).toEqual([]);
  expect(await unread()).toBe(0);
  await sendVideoWord(platform, { videoId: id, word: 'suggested' });
  await sendVideoWord(platform, { videoId: 'deletedVid1', word: 'made' });
  expect(mails()).toEqual([]);
});

test('of a video for members nothing is told of what is said in it', async () => {
  const { platform, asker } = community;
  const id = await filmed('members');
  await suggest(id, asker, 'Good evening.');
  await sendVideoWord(platform, { videoId: id, word: 'suggested' });
  expect(entries(await look())).toHaveLength(1);
  expect(mails()).toHaveLength(1);
  expect(`${await look()} ${mails()[0]?.text}`).not.toMatch(/Good (evening|morning)/);
});

const switchOff: Record<string, () => Promise<unknown>> = {
  'does not want mail': () => setMailWanted(community.platform.db, community.answerer.account.id, false),
  'is suspended': () => suspendAccount(community.platform, community.answerer.account.id),
  'has no address': () => community.platform.db.pool.query('update accounts set email = null'),
  'has left': () => community.platform.db.pool.query('update profiles set account_id = null'),
};

test.each(Object.keys(switchOff))('an author who %s gets no mail', async (state) => {
  const id = await filmed();
  await suggest(id, community.asker, 'Good evening.');
  await switchOff[state]?.();
  for (const word of ['suggested', 'made']) await sendVideoWord(community.platform, { videoId: id, word });
  expect(mails()).toEqual([]);
});

test('the queue does the job: from a file that cannot be played to a mail', async () => {
  const running = await createTestCommunity({ environment: { SMTP_URL: mailbox.url }, jobs: 'running' });
  await addTopic(running.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  await chooseAda(running);
  const id = await beginVideo(running.answerer);
  await sendForm(running.answerer, id, broken);
  await expect
    .poll(() => mails().map(({ to }) => to), { timeout: 30_000 })
    .toEqual([['answerer@cairn.test']]);
  expect(mails()[0]?.text).toContain('could not be made ready');
  await running.close();
});
