import type { Place } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { NearbyAma } from '../amas/nearby.ts';
import { listNearbyAmas } from '../amas/nearby.ts';
import type { Happening } from './happenings.ts';
import { listNewestOwnPosts } from './own-posts.ts';
import type { ReadMark } from './read-mark.ts';
import { findReadMark, isRead, isUnseen, saveReadMark, uncertainSince } from './read-mark.ts';
import type { Told } from './told.ts';
import { listTold, listToldKeys } from './told.ts';
import { countUnread, forgetUnread } from './unread.ts';
import type { VideoNews } from './video-news.ts';
import { listVideoNews } from './video-news.ts';

export interface Notification extends Happening {
  isNew: boolean;
}

export interface NotificationList {
  /** AMAs that they want to be reminded of, above the newest. */
  nearby: (NearbyAma & { isNew: boolean })[];
  /** And what became of their videos. */
  videos: (VideoNews & { isNew: boolean })[];
  notifications: Notification[];
  /** Where older ones begin. */
  older: Place | null;
}

const pageSize = 30;
const mostKeys = 500;

/** What was written on the account's posts and asked at its videos, newest first. Where it is looked at from the top, it counts as read. */
export async function readNotifications(
  platform: Platform,
  account: Account,
  { before, isLooking }: { before: Place | null; isLooking: boolean },
): Promise<NotificationList> {
  const [own, mark, amas, films] = await Promise.all([
    listNewestOwnPosts(platform, account.id),
    findReadMark(platform, account.id),
    before ? [] : listNearbyAmas(platform, account.id),
    before ? [] : listVideoNews(platform, account),
  ]);
  const told = { own, profileId: account.profile?.id ?? null };
  const standing = {
    nearby: amas.map((ama) => ({ ...ama, isNew: isUnseen(mark.keys, [ama.key]) })),
    videos: films.map((news) => ({ ...news, isNew: isUnseen(mark.keys, news.keys) })),
  };
  if (before || !isLooking) return { ...standing, ...(await listFrom(platform, told, { mark, before })) };
  const since = uncertainSince(platform);
  // Before the list: what comes in between is shown, and once more as new, rather than never.
  const written = await listToldKeys(platform.db, told, { since, limit: mostKeys });
  const list = { ...standing, ...(await listFrom(platform, told, { mark, before })) };
  const isNew = [...list.nearby, ...list.videos, ...list.notifications].some((each) => each.isNew);
  if (isNew || (await countUnread(platform, account)) > 0) {
    const keys = [...amas.map(({ key }) => key), ...films.flatMap((news) => news.keys), ...written];
    await saveReadMark(platform, account.id, { since, keys, version: mark.version });
    forgetUnread(platform, account);
  }
  return list;
}

async function listFrom(
  platform: Platform,
  told: Told,
  { mark, before }: { mark: ReadMark; before: Place | null },
): Promise<Pick<NotificationList, 'notifications' | 'older'>> {
  const found = await listTold(platform.db, told, { before, limit: pageSize + 1 });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    notifications: shown.map((happening) => ({ ...happening, isNew: !isRead(mark, happening) })),
    older: found.length > pageSize && last ? { at: last.at.toISOString(), key: last.key } : null,
  };
}
