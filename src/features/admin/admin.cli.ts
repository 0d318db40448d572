import type { Config } from '../../platform/config.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { addAccount, findAccountByEmail, setRole } from '../accounts/accounts.ts';
import { parseEmail } from '../accounts/emails.ts';
import { markMadeByOperator } from '../careers/verified-careers.ts';
import { issueToken } from '../sessions/tokens.ts';

const linkHours = 1;

/** `cairn admin EMAIL`: makes the account an admin, and the account where there is none. Returns the exit code. */
export async function runAdmin(
  platform: Platform,
  args: readonly string[],
  write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
  const email = args.length === 1 ? parseEmail(args[0] ?? '') : null;
  if (email === null) {
    write('cairn admin EMAIL: give the e-mail address of who becomes an admin\n');
    return 2;
  }
  const known = await findAccountByEmail(platform, email);
  const token = await platform.db.transaction(async (tx) => {
    const accountId = await addAccount(tx, { email });
    if (!known) await markMadeByOperator(tx, accountId);
    await setRole(tx, accountId, 'admin');
    return await issueToken(platform, tx, 'sign-in', { accountId, minutes: linkHours * 60 });
  });
  write(`${email} is an admin now.\n`);
  write(`Sign in, once, within an hour: ${addressOf(platform.config, urls.signInToken({ token }))}\n`);
  return 0;
}

function addressOf({ BASE_URL, PORT, origin }: Config, path: string): string {
  return PORT === 0 && !BASE_URL ? `${path} at the address that npm start has printed` : origin + path;
}
