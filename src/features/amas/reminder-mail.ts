import { urls } from '../../urls.ts';
import { countdown } from './countdown.ts';

/** What somebody who wants to come is to be told. */
export interface Reminder {
  what: 'day' | 'soon' | 'cancelled';
  amaId: string;
  title: string;
  slug: string;
  startsAt: Date;
  /** Why it was cancelled; empty where nobody said. */
  because: string;
}

interface Site {
  communityName: string;
  origin: string;
}

/** The subject says nothing of the AMA: a mailbox may be read over somebody's shoulder or belong to their employer. */
export function reminderMail(
  { communityName, origin }: Site,
  reminder: Reminder,
  now: Date,
): { subject: string; text: string } {
  const { what, amaId, title, slug, because } = reminder;
  const text = [
    what === 'cancelled'
      ? `“${title}” was cancelled.`
      : `“${title}” starts ${countdown(reminder.startsAt, now)}.`,
    ...(what === 'cancelled' && because ? [because] : []),
    origin + urls.ama({ id: amaId, slug }),
    [
      '-- ',
      `You get this because you asked ${communityName} to remind you. You can take that back on the page above.`,
      `To switch all mail off: ${origin}${urls.settingsAccount()}`,
    ].join('\n'),
  ];
  const subject = what === 'cancelled' ? `A change at ${communityName}` : `A reminder from ${communityName}`;
  return { subject, text: `${text.join('\n\n')}\n` };
}
