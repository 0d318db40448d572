import type { JSX } from 'preact';
import type { PageProps } from '../../ui/page.ts';
import { withReturn } from '../../urls.ts';
import { LinkGonePage, LinkSentPage } from './link-pages.tsx';

type SessionPage = Omit<PageProps, 'viewer'>;

/** A page on the way in. `way`: the address of its form, to which one goes back. */
export function sessionPage(way: string, title: string, children: JSX.Element): SessionPage {
  return { title, path: way, robots: 'noindex', children };
}

/** After a link was asked for. `to`: where one goes on to when one is in. */
export function linkSent(
  way: string,
  { email, to, mailIsKept }: { email: string; to: string | null; mailIsKept: boolean },
): SessionPage {
  const again = withReturn(way, to);
  return sessionPage(way, 'Look into your mail', <LinkSentPage {...{ email, again, mailIsKept }} />);
}

/** With 410: for a link that was used, is too old, or never was. */
export function linkGone(way: string, to: string | null): SessionPage {
  return sessionPage(way, 'This link can’t be used', <LinkGonePage again={withReturn(way, to)} />);
}
