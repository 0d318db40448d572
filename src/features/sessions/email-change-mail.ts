type Words = {
  community: string;
  link: string;
  minutes: number;
  /** A link went to the present address too. */
  both: boolean;
};

type Letter = { subject: string; text: string };

export function emailChangeMail(
  { community, link, minutes, both }: Words,
  mailbox: 'new' | 'present',
): Letter {
  const what =
    mailbox === 'new'
      ? `This link says that your account at ${community} may have this address:`
      : `Your account at ${community} is to get another address. This link says that you want it so:`;
  const other = both ? ' The other of your two addresses got a link too; both are needed.' : '';
  const warning =
    mailbox === 'new'
      ? 'If you did not ask for it, do nothing.'
      : 'If you did not ask for it, do nothing, and nothing changes; but somebody is signed in as you: sign in, and ' +
        'sign out everywhere else in your settings.';
  return {
    subject: `Your address at ${community}`,
    text:
      `${what}\n\n${link}\n\nOpen it in the browser in which you are signed in. It works once, within ` +
      `${minutes} minutes.${other} ${warning}\n`,
  };
}

/** To an address that has an account: it learns that somebody tried, who tried learns nothing. */
export function emailTakenMail({ community }: Words): Letter {
  return {
    subject: `Your address at ${community}`,
    text: `Somebody wanted to use this address for their account at ${community}. It has an account already, so nothing was changed.\n`,
  };
}

export function emailChangedMail(community: string): Letter {
  return {
    subject: `Your address at ${community}`,
    text:
      `The address of your account at ${community} is another one now; this one no longer signs in. ` +
      'If that was not you, write to the people who run the site at once.\n',
  };
}
