import { one, statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

/** A mail that was kept because there is no mail server. `at` is ISO 8601. */
export interface KeptMail {
  id: string;
  /** Null where it concerns a masked post: whose it is must not stand beside what it says. */
  recipient: string | null;
  subject: string;
  text: string;
  at: string;
}

const mailsPerPage = 25;
const daysKept = 30;

const selectMails = statement<
  { now: Date; limit: number; offset: number },
  { mails: KeptMail[]; total: number }
>('listKeptMails')`
  with present as materialized (select * from kept_mails where until is null or until > ${'now'})
  select (select count(*) from present) as total, coalesce((
    select jsonb_agg(jsonb_build_object('id', id, 'recipient', recipient, 'subject', subject, 'text', text, 'at', at)
      order by at desc, id)
    from (select * from present order by at desc, id limit ${'limit'} offset ${'offset'}) as page
  ), '[]') as mails`;

/** One page of them, newest first; `page` counts from 1. */
export async function listKeptMails(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  page: number,
): Promise<{ mails: KeptMail[]; pages: number }> {
  const offset = (page - 1) * mailsPerPage;
  const { mails, total } = one(await selectMails(db, { now: clock.now(), limit: mailsPerPage, offset }));
  return { mails, pages: Math.max(1, Math.ceil(total / mailsPerPage)) };
}

const deleteOld = statement<{ before: Date; now: Date }, never>('deleteOldKeptMails')`
  delete from kept_mails where at < ${'before'} or until <= ${'now'}`;

/** Addresses are not kept for longer than somebody could still want the mail. */
export async function sweepKeptMails(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const before = new Date(now.getTime() - daysKept * 24 * 60 * 60 * 1000);
  await deleteOld(platform.db, { before, now });
}
