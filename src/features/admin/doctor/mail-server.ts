import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import type { Config } from '../../../platform/config.ts';
import type { Finding } from './finding.ts';
import { note, ok, reasonOf, wrong } from './finding.ts';

const patience = 5000;

/** Whether a mail server answers at SMTP_URL. Nothing is sent, and nobody is signed in. */
export async function checkMailServer({ SMTP_URL }: Pick<Config, 'SMTP_URL'>): Promise<Finding> {
  const what = 'Mail';
  if (!SMTP_URL) {
    return note(
      what,
      'kept, and shown at /admin/mail',
      'Set SMTP_URL, so that people get their links and their news.',
    );
  }
  const { protocol, hostname, port } = new URL(SMTP_URL);
  const safely = protocol === 'smtps:';
  const place = { host: hostname, port: Number(port) || (safely ? 465 : 587) };
  const words = `${place.host}:${place.port}`;
  try {
    const greeting = await readGreeting(place, safely);
    if (greeting.startsWith('220')) return ok(what, `${words} answers`);
    return wrong(
      what,
      `what answers at ${words} is no mail server`,
      'Look at SMTP_URL: smtps:// for port 465, else smtp://.',
    );
  } catch (error) {
    return wrong(
      what,
      `${words} does not answer: ${reasonOf(error)}`,
      'Look at SMTP_URL and at the firewall.',
    );
  }
}

async function readGreeting(place: { host: string; port: number }, safely: boolean): Promise<string> {
  const socket = safely ? connectSafely({ ...place, servername: place.host }) : connect(place);
  try {
    const [first] = (await once(socket, 'data', { signal: AbortSignal.timeout(patience) })) as [Buffer];
    return first.toString('latin1');
  } finally {
    socket.destroy();
  }
}
