import { z } from 'zod';
import { Conflict, Forbidden, Invalid } from '../../errors.ts';
import type { Queryable, Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { textField } from '../../platform/text-field.ts';
import { recordBy } from '../moderation/acts.ts';
import { reasonField } from '../posts/fields.ts';
import { publish } from '../posts/publishing.ts';
import { recordAmaEvent } from './amas.ts';
import type { Guest } from './hosts.ts';
import { addGuestProfile, addHost, removeHost, requireProfile } from './hosts.ts';
import type { Hosting } from './hosting.ts';
import { endOfHosting, issueInvitation } from './invitations.ts';
import { scheduleReminders } from './reminders.ts';
import type { Schedule } from './schedule.ts';
import { parseSchedule, scheduleSchema } from './schedule.ts';
import type { StateAct } from './states.ts';
import { changeState, enqueueAdvance, lockAma, requireState, settleState } from './states.ts';

const ticked = z.literal('1', 'Tick it or leave it.').optional().transform(Boolean);

export const settingsSchema = z.strictObject({
  approveFirst: ticked,
  showsDrafts: ticked,
  ...scheduleSchema.shape,
});

const moveAma = statement<{ amaId: string } & Schedule, { moved: boolean }>('moveAma')`
  with before as (
    select starts_at, ends_at from threads where id = ${'amaId'}
  ), thread as (
    update threads set starts_at = ${'startsAt'}, ends_at = ${'endsAt'} where id = ${'amaId'}
  )
  update amas set zone = ${'zone'},
    sequence = sequence + case when (before.starts_at, before.ends_at) is distinct from (${'startsAt'}::timestamptz, ${'endsAt'}::timestamptz) then 1 else 0 end
  from before where thread_id = ${'amaId'}
  returning (before.starts_at, before.ends_at) is distinct from (${'startsAt'}::timestamptz, ${'endsAt'}::timestamptz) as moved`;

const setSettings = statement<{ amaId: string; approveFirst: boolean; showsDrafts: boolean }, never>(
  'setAmaSettings',
)`
  update amas set approve_first = ${'approveFirst'}, shows_drafts = ${'showsDrafts'} where thread_id = ${'amaId'}`;

/** Moves it, and changes how questions come in. Throws Invalid for times that cannot be, Conflict once it is over. */
export async function changeSettings(
  platform: Platform,
  { ama: { id: amaId } }: Hosting,
  { approveFirst, showsDrafts, ...times }: z.output<typeof settingsSchema>,
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    const { state, startsAt } = await lockAma(platform, tx, amaId);
    if (state !== 'announced' && state !== 'live') throw new Conflict('It is over, so its times stay.');
    const schedule = parseSchedule(platform, times, { begun: state === 'live' ? startsAt : null });
    if (!schedule.ok) throw new Invalid(schedule.errors);
    await setSettings(tx, { amaId, approveFirst, showsDrafts });
    const [row] = await moveAma(tx, { amaId, ...schedule.value });
    if (row?.moved) {
      await enqueueAdvance(platform, tx, { id: amaId, ...schedule.value });
      await scheduleReminders(platform, tx, { id: amaId, state, startsAt: schedule.value.startsAt });
    }
    await tell(platform, tx, amaId);
  });
}

const beginNow = statement<{ amaId: string; now: Date }, never>('beginAmaNow')`
  with early as (update amas set sequence = sequence + 1 where thread_id = ${'amaId'})
  update threads set starts_at = ${'now'} where id = ${'amaId'} and starts_at > ${'now'}`;

const endNow = statement<{ amaId: string; now: Date }, never>('endAmaNow')`
  update threads set ends_at = ${'now'} where id = ${'amaId'} and starts_at < ${'now'} and ends_at > ${'now'}`;

const cancel = statement<{ amaId: string; reason: string }, never>('cancelAma')`
  update amas set cancelled_because = ${'reason'}, sequence = sequence + 1 where thread_id = ${'amaId'}`;

const promise = statement<{ amaId: string; promisedOn: string }, never>('promiseAmaAnswers')`
  update amas set promised_on = nullif(${'promisedOn'}, '')::date where thread_id = ${'amaId'}`;

export const stateActSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({ act: z.literal('begin') }),
    z.strictObject({ act: z.literal('end') }),
    z.strictObject({ act: z.literal('close') }),
    z.strictObject({ act: z.literal('cancel'), reason: reasonField }),
  ],
  'This cannot be done with an AMA.',
);

/** Begins it early, ends or closes it, or cancels it. Throws Conflict where its state has moved on meanwhile. */
export async function changeStanding(
  platform: Platform,
  hosting: Hosting,
  act: { act: StateAct; reason?: string },
): Promise<void> {
  const amaId = hosting.ama.id;
  const now = platform.clock.now();
  await platform.db.transaction(async (tx) => {
    const { state, startsAt, open } = await lockAma(platform, tx, amaId);
    requireState(state, act.act);
    switch (act.act) {
      case 'begin':
        await beginNow(tx, { amaId, now });
        await settleState(platform, tx, amaId);
        break;
      case 'end':
        await endNow(tx, { amaId, now });
        await changeState(platform, tx, amaId, open > 0 ? 'overflow' : 'closed');
        break;
      case 'close':
        await changeState(platform, tx, amaId, 'closed');
        break;
      case 'cancel':
        await cancel(tx, { amaId, reason: act.reason ?? '' });
        await changeState(platform, tx, amaId, 'cancelled');
        await scheduleReminders(platform, tx, { id: amaId, state: 'cancelled', startsAt });
        await noteModerator(platform, tx, hosting, act.reason ?? '');
    }
    await publish(platform, tx, { threadId: amaId });
  });
}

export const promiseSchema = z.strictObject({
  promisedOn: z.union([z.literal(''), z.iso.date('Write the day as in 2026-05-04.')]),
});

/** Says by when what is left will have been answered. Throws Invalid for a day that has passed. */
export async function promiseAnswers(
  platform: Platform,
  { ama: { id: amaId } }: Hosting,
  { promisedOn }: z.output<typeof promiseSchema>,
): Promise<void> {
  const today = platform.clock.now().toISOString().slice(0, 10);
  if (promisedOn !== '' && promisedOn < today) throw new Invalid({ promisedOn: 'This day has passed.' });
  await platform.db.transaction(async (tx) => {
    const { state, startsAt } = await lockAma(platform, tx, amaId);
    if (state === 'closed' || state === 'cancelled') throw new Conflict('There is nothing left to answer.');
    await promise(tx, { amaId, promisedOn });
    await scheduleReminders(platform, tx, { id: amaId, state, startsAt });
    await tell(platform, tx, amaId);
  });
}

export const summarySchema = z.strictObject({ summary: textField({ max: 20_000, what: 'The summary' }) });

const setSummary = statement<{ amaId: string; summary: string; html: string; version: number }, never>(
  'setAmaSummary',
)`
  update amas set summary = ${'summary'}, summary_html = ${'html'}, html_version = ${'version'}
  where thread_id = ${'amaId'}`;

const selectSummary = statement<{ amaId: string }, { summary: string }>('findAmaSummary')`
  select summary from amas where thread_id = ${'amaId'}`;

/** Its source, for the form that changes it. */
export async function findSummary(db: Queryable, amaId: string): Promise<string> {
  const [row] = await selectSummary(db, { amaId });
  return row?.summary ?? '';
}

/** The hosts' own summary, at the top of the page; empty takes it away. */
export async function summarise(
  platform: Platform,
  { ama: { id: amaId } }: Hosting,
  { summary }: z.output<typeof summarySchema>,
): Promise<void> {
  const html = summary ? renderMarkdown(summary) : '';
  await platform.db.transaction(async (tx) => {
    await lockAma(platform, tx, amaId);
    await setSummary(tx, { amaId, summary, html, version: MARKDOWN_VERSION });
    await tell(platform, tx, amaId);
  });
}

/**
 * Makes a link for a host to come. One whom a moderator invites is announced at once; else they are shown when they
 * have taken the link, so that nobody is announced by somebody else. Returns its secret.
 */
export async function inviteHost(platform: Platform, hosting: Hosting, guest: Guest): Promise<string> {
  const { ama, isModerator } = hosting;
  return await platform.db.transaction(async (tx) => {
    await lockAma(platform, tx, ama.id);
    const listed = ama.hosts.find(({ name }) => name === guest.name)?.profileId ?? null;
    const profileId = listed ?? (isModerator ? await addGuestProfile(platform, tx, guest) : null);
    if (profileId && !listed) await addHost(tx, { amaId: ama.id, profileId });
    await tell(platform, tx, ama.id);
    const invitation = { amaId: ama.id, ...guest, profileId, expiresAt: endOfHosting(ama) };
    return await issueInvitation(platform, tx, invitation);
  });
}

/** Makes a member a host, by the address of their profile: for moderators, who have asked them. */
export async function nameHost(
  platform: Platform,
  { ama, isModerator }: Hosting,
  slug: string,
): Promise<void> {
  if (!isModerator) throw new Forbidden('Send them a link, so that they can say yes.');
  await platform.db.transaction(async (tx) => {
    await lockAma(platform, tx, ama.id);
    await addHost(tx, { amaId: ama.id, profileId: await requireProfile(tx, slug) });
    await tell(platform, tx, ama.id);
  });
}

/** Takes a co-host out, with what their links and browsers could do. */
export async function dismissHost(platform: Platform, { ama }: Hosting, profileId: string): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await lockAma(platform, tx, ama.id);
    await removeHost(tx, { amaId: ama.id, profileId });
    await tell(platform, tx, ama.id);
  });
}

async function tell(platform: Platform, tx: Tx, amaId: string): Promise<void> {
  await publish(platform, tx, { threadId: amaId });
  await recordAmaEvent(platform, tx, amaId, { kind: 'state' });
}

async function noteModerator(
  platform: Platform,
  tx: Tx,
  { profileId, account, ama }: Hosting,
  reason: string,
): Promise<void> {
  if (profileId || !account) return;
  await recordBy(platform, account, { postId: ama.id, act: 'close', reason })(tx);
}
