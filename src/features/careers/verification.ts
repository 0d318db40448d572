import { Invalid, TooMany } from '../../errors.ts';
import type { Tx } from '../../platform/db.ts';
import type { Mail } from '../../platform/mail.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import { findCompanyByDomain } from '../companies/companies.ts';
import { codeMail, takenMail } from './code-mail.ts';
import type { Career, VerifiedCompany } from './careers.ts';
import { changeCareer } from './careers.ts';
import { claimMailbox, endVerification, isMailboxTaken, mailboxHashes } from './mailboxes.ts';
import { isVerified } from './verified-careers.ts';
import type { WorkAddress } from './work-address.ts';
import { readWorkAddress } from './work-address.ts';
import { dropCode, issueCode, tryCode } from './work-code.ts';

/** Why nothing is mailed without a mail server: the admin reads what is kept. */
export const noMailServer =
  'This installation has no mail server, and mail that its admin could read must not carry such a code.';

/**
 * Mails a code to a mailbox at work. Whether the mailbox is free, taken, asked for too often, or not there at
 * all, the answer is the same and comes before the mail has gone. Throws Invalid for an address that cannot
 * verify anybody, TooMany.
 */
export async function askForCode(platform: Platform, account: Account, typed: string): Promise<void> {
  if (!platform.config.SMTP_URL) throw new Invalid({ workAddress: noMailServer });
  const work = requireWorkAddress(typed);
  await platform.limits.use('workCode', limitKey(platform, account.id));
  await requireKnownDomain(platform, work);
  await platform.limits.use('workDomain', limitKey(platform, work.domain));
  const hashes = mailboxHashes(platform, work);
  const taken = await isMailboxTaken(platform.db, hashes, account.career?.verified ?? null);
  const isQuiet = await isAskedTooOften(platform, hashes);
  const code = await issueCode(platform, platform.db, { accountId: account.id, domain: work.domain, hashes });
  const mail = taken ? takenMail(work.address) : codeMail(work.address, code);
  if (!isQuiet) void give(platform, mail);
}

function requireWorkAddress(typed: string): WorkAddress {
  const read = readWorkAddress(typed);
  if (!read.ok) throw new Invalid({ workAddress: read.trouble });
  return read.value;
}

async function requireKnownDomain(platform: Pick<Platform, 'db'>, { domain }: WorkAddress): Promise<void> {
  if (await findCompanyByDomain(platform.db, domain)) return;
  throw new Invalid({
    workAddress: `We do not know yet whose people have their mail at ${domain}. You can propose the company below.`,
  });
}

function limitKey({ keys }: Pick<Platform, 'keys'>, secret: string): string {
  return keys.mac('limit', ['work', secret]).toString('hex');
}

// Told to nobody: it would say that somebody else asks for this mailbox.
async function isAskedTooOften(platform: Platform, [hash]: readonly Buffer[]): Promise<boolean> {
  try {
    await platform.limits.use('workMailbox', limitKey(platform, hash?.toString('hex') ?? ''));
    return false;
  } catch (refusal) {
    if (refusal instanceof TooMany) return true;
    throw refusal;
  }
}

async function give({ mail, log }: Pick<Platform, 'mail' | 'log'>, letter: Mail): Promise<void> {
  try {
    await mail.send(letter);
  } catch (error) {
    log.error({ error }, 'a code could not be mailed');
  }
}

/** Verifies the career with the code that was mailed. Throws Invalid. */
export async function enterCode(
  platform: Platform,
  account: Account,
  code: string,
): Promise<VerifiedCompany> {
  const tried = await tryCode(platform, platform.db, { accountId: account.id, code });
  if (tried.result === 'gone') throw new Invalid({ code: 'No code is waiting any more. Ask for a new one.' });
  if (tried.result === 'wrong') throw new Invalid({ code: wrongCode(tried.left) });
  const verified = await verify(platform, account.id, tried);
  await dropCode(platform, platform.db, account.id);
  return verified;
}

function wrongCode(left: number): string {
  if (left === 0) return 'That is not the code, and it cannot be tried again. Ask for a new one.';
  return `That is not the code. It can be tried ${left === 1 ? 'once' : `${left} times`} more.`;
}

/**
 * Verifies the career with an address that the employer's own sign-in has proven, by the same rules. Throws
 * Invalid.
 */
export async function verifyByAddress(
  platform: Platform,
  account: Account,
  proven: string,
): Promise<VerifiedCompany> {
  const work = requireWorkAddress(proven);
  await requireKnownDomain(platform, work);
  const hashes = mailboxHashes(platform, work);
  return await verify(platform, account.id, { domain: work.domain, hashes });
}

interface Proof {
  domain: string;
  hashes: readonly Buffer[];
}

async function verify(platform: Platform, accountId: string, proof: Proof): Promise<VerifiedCompany> {
  const { db, keys } = platform;
  const changed = await db.transaction((tx) =>
    changeCareer({ keys }, tx, { accountId, change: (career) => withProof(platform, tx, { career, proof }) }),
  );
  if (!changed.verified) throw new Error('a career was verified and is not');
  return changed.verified;
}

async function withProof(
  { clock }: Pick<Platform, 'clock'>,
  tx: Tx,
  { career, proof }: { career: Career; proof: Proof },
): Promise<Career> {
  const company = await findCompanyByDomain(tx, proof.domain);
  if (!company) throw new Invalid({ code: `Nobody is verified with ${proof.domain} any more.` });
  if (!(await claimMailbox(tx, proof.hashes, career.verified))) {
    throw new Invalid({ code: 'This mailbox has verified another account. End it there first.' });
  }
  const now = clock.now();
  const isSame = isVerified(career, now) && career.verified.companyId === company.id;
  const mailbox = proof.hashes[0]?.toString('hex') ?? '';
  const unlocked = isSame && career.verified.unlocked;
  const at = now.toISOString();
  const since = isSame ? (career.verified.since ?? career.verified.at) : at;
  const nativeLevel = isSame || career.company === company.name ? career.nativeLevel : null;
  const verified = { companyId: company.id, company: company.name, mailbox, at, since, unlocked };
  return { ...career, company: company.name, nativeLevel, verified };
}

/** Ends the verification; with `left` the company and its level are no longer stated either. */
export async function endOwnVerification(
  platform: Platform,
  account: Account,
  { left }: { left: boolean },
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    const change = async (career: Career): Promise<Career> => {
      const ended = await endVerification(tx, career);
      return left ? { ...ended, company: null, nativeLevel: null } : ended;
    };
    await changeCareer(platform, tx, { accountId: account.id, change });
  });
  await dropCode(platform, platform.db, account.id);
}
