import type { Tx } from '../../platform/db.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { ThreadKind } from '../posts/posts.ts';
import { addAmas, moveAmasOf } from './ama-rows.ts';
import type { ImportContext, Phase, TransferPlatform } from './context.ts';
import { anchorQuestion } from '../moments/citing.ts';
import { insertPosts, updatePosts } from './post-rows.ts';
import type { Plan, Prepared } from './plan-threads.ts';
import { planThreads } from './plan-threads.ts';
import { publishBatch } from './publish-batch.ts';
import { prepareRecording } from './recordings.ts';
import { keepRefs, lockThreadRows } from './refs.ts';
import { keepSignatures } from './resigning.ts';
import { signAll } from './signing.ts';
import type { Staged } from './staging.ts';
import type { Verdicts } from './tally.ts';
import { threadRecord } from './thread-records.ts';
import type { ThreadRow } from './thread-rows.ts';
import { insertThreads, updateThreads } from './thread-rows.ts';
import { putVideos } from './video-rows.ts';

/** Questions, AMAs or videos, with their own posts. */
export function threadPhase<Kind extends ThreadKind>(kind: Kind): Phase<Kind, Prepared> {
  return { type: kind, atOnce: 2, prepare: prepareThread, write: writeThreads };
}

async function prepareThread(
  { platform, files }: ImportContext,
  { record, ...place }: Staged<ThreadKind>,
): Promise<Prepared> {
  const folder = files[place.file]?.folder ?? '';
  const recording = record.type === 'video' ? await prepareRecording(platform, folder, record) : null;
  return { place, thread: threadRecord(record), html: renderMarkdown(record.body), recording };
}

async function writeThreads(
  { platform }: ImportContext,
  tx: Tx,
  batch: Prepared[],
  verdicts: Verdicts,
): Promise<void> {
  const plans = await planThreads(platform, tx, batch, verdicts);
  const added = plans.filter(({ known }) => known === null);
  const changed = await updateKnown(platform, tx, plans, verdicts);
  await addNew(platform, tx, added, verdicts);
  for (const { place, row, known } of plans) {
    verdicts.count(place, !known ? 'added' : changed.has(row.id) ? 'updated' : 'unchanged');
  }
  const videos = plans.filter(({ row, known }) => row.kind === 'video' && (!known || changed.has(row.id)));
  await putVideos(platform, tx, videos, verdicts);
  for (const { row } of plans) if (row.moment) await anchorQuestion(tx, row.id, row.moment);
  const touched = [...added.map(({ row }) => row.id), ...changed];
  await publishBatch(tx, { posts: touched, counted: [], listed: touched });
}

async function addNew(
  platform: TransferPlatform,
  tx: Tx,
  plans: readonly Plan[],
  verdicts: Verdicts,
): Promise<void> {
  const signings = plans.map(({ place, row, person, form }) => ({ place, threadId: row.id, person, form }));
  const signatures = await signAll(platform, tx, signings, verdicts);
  await insertThreads(
    tx,
    plans.map(({ row }) => row),
  );
  const posts = plans.flatMap(({ place, row, body, html }) => {
    const { id, kind } = row;
    const signature = signatures.get(place);
    const at = firstTime(platform, row);
    return signature ? [{ ...signature, id, kind, threadId: id, onId: null, body, html, parts: [], at }] : [];
  });
  await insertPosts(tx, posts);
  const amas = plans.filter(({ row }) => row.kind === 'ama').map(({ row }) => row.id);
  await addAmas(tx, amas, platform.clock.now());
  await keepRefs(
    tx,
    'post',
    plans.map(({ row }) => row),
  );
}

/** An AMA is announced before it starts; without a time of its own its page is not from the future. */
function firstTime({ clock }: TransferPlatform, { at, startsAt }: ThreadRow): Date {
  const now = clock.now();
  if (at) return new Date(at);
  return startsAt && new Date(startsAt) < now ? new Date(startsAt) : now;
}

/** Returns the ids of the threads that changed. */
async function updateKnown(
  platform: TransferPlatform,
  tx: Tx,
  plans: readonly Plan[],
  verdicts: Verdicts,
): Promise<Set<string>> {
  const known = plans.flatMap(({ known: post, ...plan }) => (post ? [{ ...plan, post }] : []));
  if (known.length === 0) return new Set();
  await lockThreadRows(
    tx,
    known.map(({ row }) => row.id),
  );
  const coarser = await keepSignatures(platform, tx, known, verdicts);
  const threads = await updateThreads(
    tx,
    known.map(({ row }) => row),
  );
  const amas = known.filter(({ row }) => row.kind === 'ama' && threads.has(row.id)).map(({ row }) => row.id);
  await moveAmasOf(tx, amas, platform.clock.now());
  const posts = await updatePosts(
    tx,
    known.map(({ row, post, body, html }) => {
      return { ...post, body, html, parts: [], at: row.at === null ? null : new Date(row.at) };
    }),
  );
  const signed = known.filter(({ place }) => coarser.has(place)).map(({ row }) => row.id);
  return new Set([...threads, ...posts, ...signed]);
}
