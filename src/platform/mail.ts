import { createTransport } from 'nodemailer';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Queryable } from './db.ts';
import { statement } from './db.ts';
import type { Random } from './random.ts';
import { newId } from './random.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The mail concerns a masked post, or what somebody wants to be reminded of: where mail is kept, its recipient is not. */
  aboutMaskedPost?: boolean;
  /** Goes to somebody's employer: names nothing but the address it comes from, and is never kept. */
  neutral?: boolean;
  /** Of no use to anybody from then on, and no longer kept: that somebody was about to sign in is their own affair. */
  until?: Date | null;
}

export interface Mailer {
  /** Resolves when the server has taken the mail, or it is kept; throws when it could not be given away. */
  send(mail: Mail): Promise<void>;
}

const keepMail = statement<
  { id: string; recipient: string | null; subject: string; text: string; at: Date; until: Date | null },
  never
>('keepMail')`
  insert into kept_mails (id, recipient, subject, text, at, until)
  values (${'id'}, ${'recipient'}, ${'subject'}, ${'text'}, ${'at'}, ${'until'})`;

/** Gives mail to the server of SMTP_URL; without one it is kept, for admins to pass on. */
export function createMailer(
  config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'COMMUNITY_NAME'>,
  { db, clock, random }: { db: Queryable; clock: Clock; random: Random },
): Mailer {
  if (!config.SMTP_URL) {
    return {
      send: async ({ to, subject, text, aboutMaskedPost = false, neutral = false, until = null }) => {
        if (neutral) throw new Error('this mail must not be kept, and there is no mail server');
        const recipient = aboutMaskedPost ? null : to;
        await keepMail(db, { id: newId(random), recipient, subject, text, at: clock.now(), until });
      },
    };
  }
  // Somebody waits for some of these mails, so a server that is silent is given up soon.
  const patience = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 20_000 };
  const guards = { disableFileAccess: true, disableUrlAccess: true };
  const transport = createTransport({ url: config.SMTP_URL, ...guards, ...patience });
  const from = { name: config.COMMUNITY_NAME, address: config.MAIL_FROM };
  return {
    send: async ({ to, subject, text, neutral = false }) => {
      // An address object is taken as it is; a string would be parsed for lists and comments.
      const headers = { 'auto-submitted': 'auto-generated' };
      const sender = neutral ? { name: '', address: config.MAIL_FROM } : from;
      await transport.sendMail({ from: sender, to: { name: '', address: to }, subject, text, headers });
    },
  };
}
