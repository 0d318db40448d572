import { isOpenToAll } from './work-domains.ts';

/** A mailbox at work. `address` is what was typed, what is compared, and where the mail goes: one string. */
export interface WorkAddress {
  address: string;
  domain: string;
}

export type ReadAddress = { ok: true; value: WorkAddress } | { ok: false; trouble: string };

// No quotes, comments, routes ("%", "!"), encoded words, literals or tags ("+"), which some servers read
// as other mailboxes than we would.
const shape =
  /^([a-z0-9](?:[a-z0-9_'-]|\.(?=[a-z0-9_'-])){0,62}[a-z0-9_]|[a-z0-9])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59}))$/;

const troubles = {
  plain: 'Write your address at work as it is in your mail program, like name@company.com.',
  tag: 'Write the address without the part from the “+” on.',
  open: 'Anybody can have an address there. It takes one that your employer gave you.',
} as const;

/** What was typed as an address at work, or why it cannot be one. Only spaces around it and case are mended. */
export function readWorkAddress(typed: string): ReadAddress {
  const text = typed.replace(/^ +| +$/g, '');
  // Before it is made lower case: the Kelvin sign would become a "k".
  if (text.length > 254 || !/^[\x21-\x7e]*$/.test(text)) return { ok: false, trouble: troubles.plain };
  const address = text.toLowerCase();
  if (/^[^@+]+\+[^@]*@[^@]+$/.test(address)) return { ok: false, trouble: troubles.tag };
  const domain = shape.exec(address)?.[2];
  if (domain === undefined) return { ok: false, trouble: troubles.plain };
  if (isOpenToAll(domain)) return { ok: false, trouble: troubles.open };
  return { ok: true, value: { address, domain } };
}

/** What a mailbox is known by: many servers deliver "a.b" and "ab" to the same one. */
export function mailboxName({ address, domain }: WorkAddress): string {
  return `${address.slice(0, -domain.length - 1).replaceAll('.', '')}@${domain}`;
}
