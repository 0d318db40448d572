import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { saveDraft } from '../../src/features/drafts/drafts.ts';
import { addComment } from '../../src/features/comments/comments.ts';
import { loadLadders } from '../../src/features/companies/loading-ladders.ts';
import { flagPost } from '../../src/features/flags/flags.ts';
import { moderate } from '../../src/features/moderation/moderating.ts';
import { closeQuestion } from '../../src/features/questions/closing.ts';
import { editPost } from '../../src/features/posts/editing.ts';
import { loadSample } from '../../src/features/transfer/sample.ts';
import { threadUrl, urls } from '../../src/urls.ts';
import { answer, ask } from '../threads.ts';
import type { LivedInAmas } from './lived-in-amas.ts';
import { liveInAmas } from './lived-in-amas.ts';
import { addVideo, talk } from '../videos.ts';
import type { Site } from './site.ts';

export interface LivedIn {
  /** Of the sample community: the question and the AMA on which the most was said, and somebody with a name. */
  longThread: string;
  ama: string;
  person: string;
  /** By the cast: asked by the asker, edited, answered by the answerer, commented on, reported. */
  question: { id: string; path: string };
  answerId: string;
  commentId: string;
  closed: string;
  /** A post on which a moderator has acted already. */
  hiddenId: string;
  amas: LivedInAmas;
  /** By the answerer, with captions in two languages, chapters and a question at a moment, in a series. */
  video: { id: string; path: string; track: string; series: string };
}

const everything = `Something has to give, *now*. ~~Or then.~~ See [the ladder](https://example.org/ladder) and \`make it\`.

> We have never promoted anyone from here.

1. Ask.
   - Twice.
2. Leave.

- [x] told my manager

| quarter | reviews |
|---|---:|
| Q1 | 40 |

\`\`\`ts
const answer = await fetch('https://example.org/a/very/long/address/that/does/not/fit/into/one/line/of/a/phone');
\`\`\`

### What I tried

Averyverylongwordwithoutanyplacetobreakitbecausesomebodypastedatokenoranaddresshereandnobodytookitout.

---

هل هذا عادل؟`;

/** Fills the site with the sample community, and has the cast do everything that is done here. */
export async function liveIn({ platform, members }: Pick<Site, 'platform' | 'members'>): Promise<LivedIn> {
  await loadSample(platform, fileURLToPath(new URL('../../sample', import.meta.url)));
  await loadLadders(platform, fileURLToPath(new URL('../../ladders', import.meta.url)));
  const { asker, answerer, colleague, outsider, moderator } = members;
  const title = 'Is a title without pay worth a year of nights and of being the one who is asked why?';
  const question = await ask(platform, asker, { title, body: 'First words.' });
  const edit = { title, tldr: 'A title, no pay, and a pager.', body: everything, topics: ['tech-lead'] };
  await editPost(platform, asker.account, { id: question.id, revision: 1, ...edit });
  const answerId = await answer(platform, answerer, { questionId: question.id, body: everything });
  await answer(platform, colleague, { questionId: question.id, byline: 'level-role' });
  const comment = { onId: answerId, body: 'Thank you, this helps.', byline: 'member' } as const;
  const { id: commentId } = await addComment(platform, asker.account, comment);
  await addComment(platform, colleague.account, { ...comment, onId: commentId });
  const flag = { reason: 'identifies', note: 'It names a project of ours.' } as const;
  await flagPost(platform, outsider.account, { postId: answerId, ...flag });
  const closed = await ask(platform, asker, { title: 'Which of two offers, both without a number?' });
  const hiddenId = await answer(platform, outsider, { questionId: closed.id });
  await closeQuestion(platform, asker.account, {
    id: closed.id,
    reason: 'I took the second; thank you all.',
  });
  const hide = { act: 'hide', reason: 'It names a person.' } as const;
  await moderate(platform, moderator.account, { postId: hiddenId, ...hide });
  const lock = { act: 'lock', reason: 'It went in circles.' } as const;
  await moderate(platform, moderator.account, { postId: closed.id, ...lock });
  const draft = { id: '', version: 0, kind: 'question', on: null } as const;
  const fields = { title: 'A question in the making', body: 'So far.' };
  await saveDraft(platform, asker.account, { ...draft, fields });
  const mail = { subject: 'Your link to Cairn', text: 'http://localhost:3000/sign-in/x' };
  await platform.mail.send({ to: 'asker@cairn.test', ...mail });
  const video = await addTalk(platform, answerer);
  await ask(platform, asker, {
    title: 'What did she mean by reconciliation?',
    body: `[Here](${video.path}?t=40).`,
  });
  const places = await findPlaces(platform);
  const amas = await liveInAmas({ platform, members }, everything);
  return { ...places, question, answerId, commentId, closed: closed.path, hiddenId, video, amas };
}

async function addTalk(
  platform: Site['platform'],
  member: Site['members']['answerer'],
): Promise<LivedIn['video']> {
  const still = sharp({ create: { width: 64, height: 36, channels: 3, background: '#2f5d50' } });
  const made = await addVideo(platform, member, {
    body: everything,
    captions: { en: talk, sv: 'WEBVTT\n\n00:00.500 --> 00:04.000\nGod morgon.\n' },
    chapters: '0:00 Fear\n0:30 Questions from the room',
    files: { 'poster.jpg': await still.jpeg().toBuffer() },
  });
  const { pool } = platform.db;
  const profileId = member.account.profile?.id;
  await pool.query(
    `insert into series (slug, name, summary, profile_id) values ('talks', 'All talks', 'Each is short.', $1)`,
    [profileId],
  );
  await pool.query(`insert into series_videos (series_slug, position, video_id) values ('talks', 1, $1)`, [
    made.id,
  ]);
  const { rows } = await pool.query<{ id: string }>(
    `select id from caption_tracks where video_id = $1 and lang = 'en'`,
    [made.id],
  );
  const track = rows[0]?.id ?? '';
  await pool.query(
    `insert into caption_suggestions (id, track_id, suggester_key, starts_ms, was, becomes)
    values ('suggestion1', $1, decode(repeat('0', 32), 'hex'), 30000, 'Gone by now.', 'Something else.')`,
    [track],
  );
  return { id: made.id, path: made.path, track, series: urls.series({ slug: 'talks' }) };
}

async function findPlaces({ db }: Site['platform']): Promise<Pick<LivedIn, 'longThread' | 'ama' | 'person'>> {
  const { rows: threads } = await db.pool.query<{ id: string; kind: 'question' | 'ama'; slug: string }>(
    `select distinct on (kind) id, kind, slug from threads where kind in ('question', 'ama')
      order by kind, answers + comments desc`,
  );
  const { rows: people } = await db.pool.query<{ slug: string }>(
    `select slug from profiles join posts on posts.profile_id = profiles.id
      group by profiles.id order by count(*) desc limit 1`,
  );
  const placeOf = (kind: string) => {
    const thread = threads.find((each) => each.kind === kind);
    return thread ? threadUrl(thread) : '';
  };
  const name = people[0]?.slug ?? '';
  return { longThread: placeOf('question'), ama: placeOf('ama'), person: urls.person({ name }) };
}
