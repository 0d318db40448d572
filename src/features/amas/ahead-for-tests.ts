import type { Member } from '../../../test/community.ts';
import type { Platform } from '../../platform/platform.ts';
import { announceAma } from './announcing.ts';
import { accessHosting } from './hosting.ts';
import { changeSettings, changeStanding } from './managing.ts';
import { fieldsOf } from './schedule.ts';

const hour = 60 * 60 * 1000;

/** An AMA about Tech Lead (which must be there) of an hour, by a member with a profile; returns its address too. */
export async function announce(
  platform: Platform,
  host: Pick<Member, 'account'>,
  { startsAt, title = 'Ask me about leading without a title' }: { startsAt: Date; title?: string },
): Promise<{ id: string; slug: string; path: string }> {
  const { id, slug } = await announceAma(platform, host.account, {
    ...{ title, body: 'Twelve years of it, and what I would do anew.', topics: ['tech-lead'] },
    ...{ approveFirst: false, showsDrafts: false, guestName: '', guestTitle: '' },
    ...fieldsOf({ startsAt, endsAt: new Date(startsAt.getTime() + hour), zone: 'Europe/Berlin' }),
  });
  return { id, slug, path: `/amas/${id}/${slug}` };
}

/** Moves it to another start, an hour long again. */
export async function move(
  platform: Platform,
  host: Pick<Member, 'account'>,
  { id, startsAt }: { id: string; startsAt: Date },
): Promise<void> {
  const hosting = await accessHosting(platform, id, { account: host.account, guest: undefined });
  await changeSettings(platform, hosting, {
    ...{ approveFirst: false, showsDrafts: false },
    ...fieldsOf({ startsAt, endsAt: new Date(startsAt.getTime() + hour), zone: 'Europe/Berlin' }),
  });
}

export async function cancel(
  platform: Platform,
  host: Pick<Member, 'account'>,
  { id, reason = 'I have fallen ill.' }: { id: string; reason?: string },
): Promise<void> {
  const hosting = await accessHosting(platform, id, { account: host.account, guest: undefined });
  await changeStanding(platform, hosting, { act: 'cancel', reason });
}
