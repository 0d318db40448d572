import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Delivered {
  /** The address of the envelope: where the mail really goes. */
  to: string[];
  mail: Email;
}

export interface Mailbox {
  /** For SMTP_URL. */
  url: string;
  delivered: Delivered[];
  /** Refuses what comes from now on, as a full or broken server does. */
  refuse(): void;
  close(): Promise<void>;
}

/** A real mail server on this machine that keeps what it is given. */
export async function openMailbox(): Promise<Mailbox> {
  const delivered: Delivered[] = [];
  let refusing = false;
  const take = async (stream: Readable, to: string[]) => {
    const raw = await buffer(stream);
    if (refusing) throw Object.assign(new Error('no room'), { responseCode: 452 });
    delivered.push({ to, mail: await PostalMime.parse(raw) });
  };
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      void answering(take(stream, to), done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered,
    refuse: () => (refusing = true),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function answering(work: Promise<void>, done: (error?: Error) => void): Promise<void> {
  try {
    await work;
  } catch (error) {
    return done(error as Error);
  }
  done();
}

/** The one link of a text. Throws where there is none, or several. */
export function linkIn(text: string | undefined): URL {
  const links = text?.match(/https?:\/\/\S+/g) ?? [];
  if (links.length !== 1) throw new Error(`${links.length} links`);
  return new URL(links[0] ?? '');
}
