import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { onGrid } from '../../platform/clock.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import { addAmaQuestions } from './ama-rows.ts';
import type { ImportContext, Phase, TransferPlatform } from './context.ts';
import type { PreparedReply, ReplyKind, ReplyPlan } from './plan-replies.ts';
import { planReplies } from './plan-replies.ts';
import { insertPosts, updatePosts } from './post-rows.ts';
import { publishBatch } from './publish-batch.ts';
import { keepRefs, lockThreadRows } from './refs.ts';
import { keepSignatures } from './resigning.ts';
import { signAll } from './signing.ts';
import type { Staged, Which } from './staging.ts';
import type { Verdicts } from './tally.ts';

/** Answers, comments or what is asked in an AMA. `which` parts replies from the comments they stand on. */
export function replyPhase<Kind extends ReplyKind>(
  type: Kind,
  which: Which = 'all',
): Phase<Kind, PreparedReply> {
  return { type, which, atOnce: 2, prepare: prepareReply, write: writeReplies };
}

function prepareReply(
  _: ImportContext,
  { record, target, top, file, line }: Staged<ReplyKind>,
): PreparedReply {
  return { place: { file, line }, record, target: top ?? target ?? '', html: renderMarkdown(record.body) };
}

async function writeReplies(
  { platform }: ImportContext,
  tx: Tx,
  batch: PreparedReply[],
  verdicts: Verdicts,
): Promise<void> {
  const plans = await planReplies(platform, tx, batch, verdicts);
  await lockThreadRows(
    tx,
    plans.map(({ threadId }) => threadId),
  );
  const changed = await updateKnown(platform, tx, plans, verdicts);
  const added = plans.filter(({ known }) => known === null);
  await addNew(platform, tx, added, verdicts);
  const accepted = await setAcceptances(platform, tx, plans);
  for (const { place, id, known } of plans) {
    const touched = changed.has(id) || accepted.has(id);
    verdicts.count(place, !known ? 'added' : touched ? 'updated' : 'unchanged');
  }
  const touched = plans.filter(({ id, known }) => !known || changed.has(id) || accepted.has(id));
  const threads = touched.map(({ threadId }) => threadId);
  const posts = touched.filter(({ record }) => record.type !== 'comment').map(({ id }) => id);
  await publishBatch(tx, { posts, counted: threads, listed: threads });
}

async function addNew(
  platform: TransferPlatform,
  tx: Tx,
  plans: readonly ReplyPlan[],
  verdicts: Verdicts,
): Promise<void> {
  const signatures = await signAll(platform, tx, plans, verdicts);
  const posts = plans.flatMap(({ place, record, ...plan }) => {
    const signature = signatures.get(place);
    const at = record.at ? new Date(record.at) : platform.clock.now();
    const { type: kind, body } = record;
    return signature ? [{ ...plan, ...signature, kind, body, at }] : [];
  });
  await insertPosts(tx, posts);
  const asked = posts.filter(({ kind }) => kind === 'amaQuestion').map(({ id }) => id);
  await addAmaQuestions(tx, asked);
  await keepRefs(
    tx,
    'post',
    plans.map(({ record, id }) => ({ ref: record.ref, id })),
  );
}

/** Returns the ids of the posts that changed. */
async function updateKnown(
  platform: TransferPlatform,
  tx: Tx,
  plans: readonly ReplyPlan[],
  verdicts: Verdicts,
): Promise<Set<string>> {
  const known = plans.flatMap(({ known: post, ...plan }) => (post ? [{ ...plan, post }] : []));
  const coarser = await keepSignatures(platform, tx, known, verdicts);
  const changed = await updatePosts(
    tx,
    known.map(({ post, record, html, parts }) => {
      return { ...post, body: record.body, html, parts, at: record.at ? new Date(record.at) : null };
    }),
  );
  for (const { place, id } of known) if (coarser.has(place)) changed.add(id);
  return changed;
}

const accept = statement<{ ids: string[]; times: Date[] }, { id: string }>('acceptMany')`
  insert into acceptances (post_id, at) select id, at from unnest(${'ids'}::text[], ${'times'}::timestamptz[]) as new (id, at)
  on conflict do nothing returning post_id as id`;

const withdraw = statement<{ ids: string[] }, { id: string }>('withdrawAcceptances')`
  delete from acceptances where post_id = any (${'ids'}::text[]) returning post_id as id`;

/** Returns the ids of answers that were accepted or no longer are. A record that does not say changes nothing. */
async function setAcceptances(
  { clock }: TransferPlatform,
  tx: Tx,
  plans: readonly ReplyPlan[],
): Promise<Set<string>> {
  const accepted = plans.filter((plan) => plan.accepted === true);
  const withdrawn = plans.filter((plan) => plan.accepted === false);
  const changed = [
    ...(await accept(tx, {
      ids: accepted.map(({ id }) => id),
      times: accepted.map(({ record }) => onGrid(record.at ? new Date(record.at) : clock.now())),
    })),
    ...(await withdraw(tx, { ids: withdrawn.map(({ id }) => id) })),
  ];
  return new Set(changed.map(({ id }) => id));
}
