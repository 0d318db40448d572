import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestCommunity, type Member, type TestCommunity } from '../../../test/community.ts';
import { openMailbox, type Mailbox } from '../../../test/mailbox.ts';
import { addTopic } from '../../../test/threads.ts';
import type { AddedVideo } from '../../../test/videos.ts';
import { addVideo, talk } from '../../../test/videos.ts';
import { setMailWanted } from '../accounts/accounts.ts';
import type { BylineChoice } from '../bylines/bylines.ts';
import { addComment } from '../comments/comments.ts';
import { accessPost, rememberOwnPost } from '../posts/posts.ts';
import { setRemoved } from '../posts/removal.ts';
import { askQuestion } from '../questions/questions.ts';
import { sendWord } from './sending-word.ts';
import { countUnread } from './unread.ts';

let mailbox: Mailbox;
let community: TestCommunity;
let video: AddedVideo;

beforeEach(async () => {
  mailbox = await openMailbox();
  community = await createTestCommunity({ environment: { SMTP_URL: mailbox.url } });
  await addTopic(community.platform, { slug: 'tech-lead', name: 'Tech Lead' });
  video = await film();
});

afterEach(async () => {
  await community.close();
  await mailbox.close();
});

const title = 'How often did you reconcile in the end?';

/** One of Ada's, as it is a while after she has published it. */
async function film(audience: 'everybody' | 'members' = 'everybody'): Promise<AddedVideo> {
  const { platform, answerer } = community;
  const added = await addVideo(platform, answerer, { audience, captions: { en: talk } });
  await platform.db.pool.query(`update videos set touched_at = '2026-01-01'`);
  await platform.db.transaction(async (tx) => {
    await rememberOwnPost(platform, tx, answerer.account, added.id);
  });
  return added;
}

async function askAt(
  member: Member,
  {
    byline = 'level-role',
    at = 38,
    of = video,
  }: { byline?: BylineChoice; at?: number; of?: AddedVideo } = {},
): Promise<string> {
  const { id } = await askQuestion(community.platform, member.account, {
    ...{ title, tldr: '', body: 'Every *night* sounds like a lot.', topics: ['tech-lead'], byline },
    moment: { videoId: of.id, atMs: at * 1000 },
  });
  return id;
}

/** What a page of notifications says, one line each, without markup. */
function entries(html: string): string[] {
  return [...html.matchAll(/<h2 class="entry-title">(.*?)<\/h2>/gs)].map(([, words = '']) =>
    words.replace(/<[^>]+>/g, '').trim(),
  );
}

async function unread(name: 'asker' | 'answerer'): Promise<number> {
  community.clock.pass(1);
  return await countUnread(community.platform, community[name].account);
}

async function remove(postId: string): Promise<void> {
  const post = await accessPost(community.platform, community.moderator.account, postId);
  await setRemoved(community.platform, post, { by: 'moderator', removed: true, reason: 'abuse' });
}

const recipients = () => mailbox.delivered.flatMap(({ to }) => to);
const asked = 'Asked at 0:38 of your video How we moved payments to events';

test('the author of a video finds what was asked at a moment of it: by which byline, its title, and the way to it', async () => {
  const { asker, answerer, outsider, moderator } = community;
  const id = await askAt(asker);
  expect(await unread('answerer')).toBe(1);
  const page = await answerer.client.page('/notifications');
  expect(entries(page)).toEqual([asked]);
  expect(page).toContain(title);
  expect(page).toContain('Every night sounds like a lot.');
  expect(page).toContain('Senior Software Engineer');
  expect(page).toContain(`href="/posts/${id}"`);
  expect(page).toContain('>New<');
  expect(page).not.toContain(asker.account.id);
  expect(await unread('answerer')).toBe(0);
  expect(await answerer.client.page('/notifications')).not.toContain('>New<');
  for (const { client } of [asker, outsider, moderator])
    expect(entries(await client.page('/notifications'))).toEqual([]);
});

test('by mail they get the byline, the moment and the title, and nothing of who it is', async () => {
  const { platform, asker } = community;
  const id = await askAt(asker);
  await sendWord(platform, video.id);
  expect(recipients()).toEqual(['answerer@cairn.test']);
  const { subject, text = '' } = mailbox.delivered[0]?.mail ?? {};
  expect(subject).toBe('Something new at Cairn');
  expect(text).toContain('There is something new in “How we moved payments to events”.');
  expect(text).toMatch(/Senior Software Engineer at Cairn Community \(\w+ \w+\) asked at 0:38:/);
  expect(text).toContain(title);
  expect(text).toContain(`http://cairn.test/posts/${id}`);
  expect(text).not.toMatch(/your (video|question)|asker@|We counted them twice/);
  await sendWord(platform, video.id);
  expect(recipients()).toHaveLength(1);
});

test('a question that only links to a moment is told to nobody', async () => {
  const { platform, asker, answerer } = community;
  await askQuestion(platform, asker.account, {
    ...{ title, tldr: '', topics: ['tech-lead'], byline: 'role' },
    body: `See http://cairn.test${video.path}?t=38 for it.`,
  });
  await sendWord(platform, video.id);
  expect(entries(await answerer.client.page('/notifications'))).toEqual([]);
  expect(recipients()).toEqual([]);
});

test('what one asks under one’s name at one’s own video is no news', async () => {
  const { platform, answerer } = community;
  await askAt(answerer, { byline: 'named' });
  await sendWord(platform, video.id);
  expect(entries(await answerer.client.page('/notifications'))).toEqual([]);
  expect(await unread('answerer')).toBe(0);
  expect(recipients()).toEqual([]);
});

test('of what one asks masked at one’s own video there is no line, but the mail that there is for everybody’s', async () => {
  const { platform, asker, answerer } = community;
  await askAt(answerer, { byline: 'member' });
  expect(entries(await answerer.client.page('/notifications'))).toEqual([]);
  expect(await unread('answerer')).toBe(0);
  await sendWord(platform, video.id);
  await askAt(asker, { byline: 'member' });
  await sendWord(platform, video.id);
  // Else whoever sees the mails of a site would know which masked questions are the author's.
  expect(recipients()).toEqual(['answerer@cairn.test', 'answerer@cairn.test']);
  const texts = mailbox.delivered.map(({ mail }) =>
    mail.text?.replace(/\(\w+ \w+\)/, '(handle)').replace(/posts\/\w+/, 'posts/id'),
  );
  expect(texts[0]).toBe(texts[1]);
});

test('what was hidden meanwhile is not told, nor what was asked at a video that is taken down', async () => {
  const { platform, asker, colleague, answerer } = community;
  await remove(await askAt(asker));
  await sendWord(platform, video.id);
  expect(entries(await answerer.client.page('/notifications'))).toEqual([]);
  await askAt(colleague);
  await remove(video.id);
  await sendWord(platform, video.id);
  expect(entries(await answerer.client.page('/notifications'))).toEqual([]);
  expect(await unread('answerer')).toBe(0);
  expect(recipients()).toEqual([]);
});

test('who wants no mail gets none, then and later, and finds it in place', async () => {
  const { platform, asker, answerer } = community;
  await setMailWanted(platform.db, answerer.account.id, false);
  await askAt(asker);
  await sendWord(platform, video.id);
  await setMailWanted(platform.db, answerer.account.id, true);
  await sendWord(platform, video.id);
  expect(recipients()).toEqual([]);
  expect(entries(await answerer.client.page('/notifications'))).toEqual([asked]);
});

test('of a video for members nothing is told of what is said in it', async () => {
  const { platform, asker, answerer } = community;
  const closed = await film('members');
  await askAt(asker, { of: closed });
  await sendWord(platform, closed.id);
  const page = await answerer.client.page('/notifications');
  expect(entries(page)).toEqual([asked]);
  expect(`${page} ${mailbox.delivered[0]?.mail.text}`).not.toMatch(/counted them twice|\/media\//);
});

test('a comment on a video is told as one', async () => {
  const { platform, asker, answerer } = community;
  const comment = { onId: video.id, body: 'Thank you for this.', byline: 'member' } as const;
  await addComment(platform, asker.account, comment);
  await sendWord(platform, video.id);
  expect(entries(await answerer.client.page('/notifications'))).toEqual([
    'Commented on your video How we moved payments to events',
  ]);
  expect(recipients()).toEqual(['answerer@cairn.test']);
});

test('older ones stand on pages of their own, each once, whatever kind they are of', async () => {
  const { platform, asker, answerer, clock } = community;
  for (let index = 0; index < 17; index += 1) {
    if (index % 6 === 0) clock.pass(15);
    await askAt(asker, { at: index });
    const comment = { onId: video.id, body: `Comment number ${index}.`, byline: 'member' } as const;
    await addComment(platform, asker.account, comment);
  }
  const first = await answerer.client.page('/notifications');
  const older = /href="(\/notifications\?before=[^"]+)"/.exec(first)?.[1] ?? '';
  const second = await answerer.client.page(older.replaceAll('&amp;', '&'));
  expect([entries(first).length, entries(second).length]).toEqual([30, 4]);
  const told = [...`${first}${second}`.matchAll(/Comment number \d+\.|Asked at 0:\d\d/g)].map(
    ([words]) => words,
  );
  expect(new Set(told).size).toBe(34);
});
