import type { JSX } from 'preact';
import { Icon } from './icon.tsx';
import type { Viewer } from './viewer.ts';
import { urls } from '../urls.ts';

export function AccountMenu({ viewer }: { viewer: Viewer }): JSX.Element {
  const { unread } = viewer;
  return (
    <details class="menu account-menu">
      <summary aria-label={unread > 0 ? `Account, ${unread} unread` : 'Account'}>
        <span class="initials" aria-hidden="true">
          {viewer.initials}
        </span>
        {unread > 0 && <span class="unread-mark" />}
      </summary>
      <div class="menu-panel">
        <a href={urls.notifications()}>
          <Icon name="bell" /> Notifications
          {unread > 0 && <span class="count">{unread > 99 ? '99+' : unread}</span>}
        </a>
        <a href={urls.drafts()}>
          <Icon name="pencil" /> Drafts
        </a>
        <a href={urls.settings()}>
          <Icon name="settings" /> Profile and settings
        </a>
        {viewer.role !== 'member' && (
          <a href={urls.moderation()}>
            <Icon name="shield" /> Moderation
          </a>
        )}
        {viewer.role === 'admin' && (
          <a href={urls.admin()}>
            <Icon name="list-checks" /> Administration
          </a>
        )}
        <form method="post" action={urls.signOut()}>
          <button type="submit">
            <Icon name="log-out" /> Sign out
          </button>
        </form>
      </div>
    </details>
  );
}
