import type { Place } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { NearbyAma } from '../amas/nearby.ts';
import { listNearbyAmas } from '../amas/nearby.ts';
import type { Happening } from './happenings.ts';
import { listHappeningKeys, listHappenings } from './happenings.ts';
import { listNewestOwnPosts } from './own-posts.ts';
import type { ReadMark } from './read-mark.ts';
import { findReadMark, isRead, saveReadMark, uncertainSince } from './read-mark.ts';
import { countUnread, forgetUnread } from './unread.ts';

export interface Notification extends Happening {
  isNew: boolean;
}

export interface NotificationList {
  /** AMAs that they want to be reminded of, above the newest. */
  nearby: (NearbyAma & { isNew: boolean })[];
  notifications: Notification[];
  /** Where older ones begin. */
  older: Place | null;
}

const pageSize = 30;
const mostKeys = 500;

/** What was written on the account's posts, newest first. Where it is looked at from the top, it counts as read. */
export async function readNotifications(
  platform: Platform,
  account: Account,
  { before, isLooking }: { before: Place | null; isLooking: boolean },
): Promise<NotificationList> {
  const [own, mark, amas] = await Promise.all([
    listNewestOwnPosts(platform, account.id),
    findReadMark(platform, account.id),
    before ? [] : listNearbyAmas(platform, account.id),
  ]);
  const nearby = amas.map((ama) => ({ ...ama, isNew: !mark.keys.includes(ama.key) }));
  if (before || !isLooking) return { nearby, ...(await listFrom(platform, own, { mark, before })) };
  const since = uncertainSince(platform);
  // Before the list: what comes in between is shown, and once more as new, rather than never.
  const written = await listKeys(platform, own, since);
  const list = { nearby, ...(await listFrom(platform, own, { mark, before })) };
  const isNew = [...nearby, ...list.notifications].some((each) => each.isNew);
  if (isNew || (await countUnread(platform, account)) > 0) {
    const keys = [...amas.map(({ key }) => key), ...written];
    await saveReadMark(platform, account.id, { since, keys, version: mark.version });
    forgetUnread(platform, account);
  }
  return list;
}

async function listKeys(platform: Platform, own: readonly string[], since: Date): Promise<string[]> {
  return own.length === 0 ? [] : await listHappeningKeys(platform.db, own, { since, limit: mostKeys });
}

async function listFrom(
  platform: Platform,
  own: readonly string[],
  { mark, before }: { mark: ReadMark; before: Place | null },
): Promise<Omit<NotificationList, 'nearby'>> {
  if (own.length === 0) return { notifications: [], older: null };
  const found = await listHappenings(platform.db, own, { before, limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    notifications: shown.map((happening) => ({ ...happening, isNew: !isRead(mark, happening) })),
    older: found.length > pageSize && last ? { at: last.at.toISOString(), key: last.key } : null,
  };
}
