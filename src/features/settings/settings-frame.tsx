import type { ComponentChildren, JSX } from 'preact';
import type { PageProps } from '../../ui/page.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { urls } from '../../urls.ts';

export const sections = [
  { name: 'Profile', href: urls.settingsProfile(), about: 'Your name in public, if you want one here.' },
  {
    name: 'Career',
    href: urls.settingsCareer(),
    about: 'The role and level that your posts can be signed with.',
  },
  {
    name: 'Account',
    href: urls.settingsAccount(),
    about: 'Your address, your password, what we mail you; your data, and the end of the account.',
  },
  { name: 'Sign-in', href: urls.settingsSignIn(), about: 'Passkeys, and a second step beside the password.' },
  { name: 'Sessions', href: urls.settingsSessions(), about: 'Where you are signed in.' },
  { name: 'API tokens', href: urls.settingsTokens(), about: 'For programs that read and post for you.' },
] as const;

export type SectionName = (typeof sections)[number]['name'];

// What an address may say after a form was taken; anything else says nothing.
const notices: Record<string, string | undefined> = {
  saved: 'Saved.',
  email: 'Your address is changed.',
  password: 'Your password is changed, and every other browser is signed out.',
  passkey: 'The passkey is added: you can sign in with it from now on.',
  removed: 'The passkey is removed here. Your device may still offer it; delete it there too.',
  off: 'The second step is off.',
  there: 'That browser is signed out.',
  others: 'Every other browser is signed out.',
  linked: 'Linked: from now on you can sign in with it.',
  unlinked: 'Unlinked: it no longer signs you in.',
  code: 'If that mailbox can verify you, a code is on its way to it.',
  verified: 'You are verified.',
  ended: 'The verification has ended.',
  proposed: 'Thank you. An admin will look at it.',
  revoked: 'The token is revoked: it opens nothing any more.',
};

export interface Shown {
  section: SectionName;
  /** Of a page that is not the section's own. */
  title?: string;
  children: ComponentChildren;
  /** `?done=` of the address: names the sentence at the top. */
  done?: string | undefined;
  compose?: boolean;
}

/** A page of the settings, for its owner's eyes. */
export function settingsPage({
  section,
  title = section,
  children,
  done = '',
  compose = false,
}: Shown): Omit<PageProps, 'viewer'> {
  const notice = Object.hasOwn(notices, done) ? notices[done] : undefined;
  return {
    title,
    path: sections.find(({ name }) => name === section)?.href ?? urls.settings(),
    robots: 'noindex',
    compose,
    ...(notice ? { notice } : {}),
    children: <SettingsFrame section={section}>{children}</SettingsFrame>,
  };
}

function SettingsFrame(props: { section: SectionName; children: ComponentChildren }): JSX.Element {
  const tabs = sections.map(({ name, href }) => ({ name, href, current: name === props.section }));
  return (
    <div class="narrow stack">
      <Tabs label="Settings" tabs={tabs} />
      {props.children}
    </div>
  );
}
