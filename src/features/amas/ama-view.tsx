import type { Platform } from '../../platform/platform.ts';
import type { View } from '../../ui/page.ts';
import { pageHref } from '../../ui/pagination.tsx';
import type { Site } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { findDraftOn } from '../drafts/drafts.ts';
import type { Composed } from '../posts/composing.ts';
import { beginComposing } from '../posts/composing.ts';
import type { Shown } from '../posts/post-view.tsx';
import { tagOf } from '../posts/publishing.ts';
import { describeThread } from '../posts/thread-json-ld.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';
import { findThreadViewer } from '../posts/thread-viewer.ts';
import { listCommentsOn } from './ama-comments.ts';
import { amaJsonLd } from './ama-json-ld.ts';
import type { AmaReader } from './ama-reader.ts';
import { AmaPage } from './ama-page.tsx';
import type { AmaThread, OwnQuestion } from './ama-thread.ts';
import { accessAmaThread, listOwnQuestions } from './ama-thread.ts';
import { countdownsUntil } from './ama-times.tsx';
import type { Ama } from './amas.ts';
import type { AskFormProps } from './ask-form.tsx';
import { whyNoQuestions } from './asking.ts';
import type { CardPost } from './cards.ts';
import type { Asking, Hosting } from './hosting.ts';
import { findHosting } from './hosting.ts';
import { promptsOf } from './prompts.ts';
import { countGoing, isGoing } from './rsvps.ts';

export interface AmaViewInput extends Asking {
  id: string;
  page?: number;
  /** A prompt that was chosen, to begin a question with. */
  about?: string;
  /** They have just asked something that waits for its window. */
  asked?: boolean;
  /** A question that came back, with what is wrong with it and what sounds like it. */
  composed?: Composed;
  errors?: Record<string, string>;
  similar?: readonly CardPost[];
}

/** An AMA's page for whoever asks for it. Throws NotFound. */
export async function amaView(
  platform: Platform,
  site: Site,
  input: AmaViewInput,
): Promise<View & { slug: string }> {
  const { id, page = 1, account } = input;
  const now = platform.clock.now();
  const thread = await accessAmaThread(platform, id, page);
  const { ama, root } = thread;
  const hosting = await findHosting(platform, ama, input);
  const own = account ? await listOwnQuestions(platform, account, id) : [];
  const viewer = account ? await findViewer(platform, account, thread, own) : null;
  const reader = viewer ? await findReader(platform, { thread, viewer, own, hosting, input }) : null;
  const coming = await countGoing(platform.db, id);
  const comments = await listCommentsOn(platform, account, id);
  const shown: Shown = {
    ...{ now, viewer, path: urls.ama(ama), byAsker: new Set([id]), askerTag: 'host' },
    repliesTo: comments,
    takesComments: !ama.locked,
  };
  return {
    slug: ama.slug,
    title: ama.title,
    description: describeThread({ tldr: '', title: ama.title, posts: [root.post] }),
    path: pageHref(urls.ama(ama), page),
    section: 'amas',
    ogType: 'article',
    ...(account ? {} : { jsonLd: amaJsonLd(thread, site) }),
    compose: reader !== null,
    ...liveness(ama),
    ...untilChange(ama, now),
    ...(input.asked && account ? { notice: waitsForWindow } : {}),
    tags: [tagOf.thread(id), ...root.topics.map((topic) => tagOf.topic(topic.id))],
    children: <AmaPage {...{ thread, shown, reader, hosting, coming, now }} />,
  };
}

const waitsForWindow =
  'Your question appears within half a minute, together with others. Until then nobody sees it.';

/** A kept page is right until its countdown says something else, or the hour is over. */
function untilChange(ama: Ama, now: Date): { until?: Date } {
  const until = ama.state === 'live' ? ama.endsAt : countdownsUntil([ama], now);
  return until ? { until } : {};
}

/** While it is live the page follows by a script, or refreshes itself where there is none. */
function liveness({ state }: { state: string }) {
  return state === 'live' ? { live: true, refresh: 30 } : state === 'announced' ? { live: true } : {};
}

async function findViewer(
  platform: Platform,
  account: Account,
  { ama, root, queued, answered }: AmaThread,
  own: readonly OwnQuestion[],
): Promise<ThreadViewer> {
  const known = new Set(own.map(({ id }) => id));
  const others = [...queued, ...answered].filter(({ id }) => !known.has(id));
  return await findThreadViewer(platform, account, {
    id: ama.id,
    posts: [root.post, ...own, ...others],
    topics: root.topics,
  });
}

async function findReader(
  platform: Platform,
  asked: {
    thread: AmaThread;
    viewer: ThreadViewer;
    own: OwnQuestion[];
    hosting: Hosting | null;
    input: AmaViewInput;
  },
): Promise<AmaReader> {
  const { thread, viewer, own, hosting } = asked;
  const going = await isGoing(platform, viewer.account, thread.ama.id);
  const takesQuestions = !hosting?.profileId && whyNoQuestions(thread.ama) === null;
  return { own, going, votes: viewer.votes, ask: takesQuestions ? await askProps(platform, asked) : null };
}

async function askProps(
  platform: Platform,
  { thread, viewer, input }: { thread: AmaThread; viewer: ThreadViewer; input: AmaViewInput },
): Promise<AskFormProps> {
  const { ama, root } = thread;
  const { about = '', errors = {}, similar = [] } = input;
  const draft = input.composed
    ? null
    : await findDraftOn(platform, viewer.account, { kind: 'amaQuestion', on: ama.id });
  const composed = input.composed ?? beginComposing(draft, about ? { body: `${about}: ` } : {});
  return { ama, signing: viewer.signing, composed, errors, similar, prompts: promptsOf(root.body) };
}
