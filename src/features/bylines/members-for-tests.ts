import { addMember } from '../../../test/cast.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Career } from '../careers/careers.ts';
import { saveCareer } from '../careers/careers.ts';
import type { OpenPlatform } from '../../platform/open.ts';
import { newId } from '../../platform/random.ts';

/** A company that is known and confirmed; returns its id. */
export async function addCompany(platform: OpenPlatform, name: string): Promise<string> {
  const id = newId(platform.random);
  const slug = name.toLowerCase();
  await platform.db.pool.query(
    'insert into companies (id, slug, name, confirmed) values ($1, $2, $3, true)',
    [...[id, slug, name]],
  );
  return id;
}

const day = 24 * 60 * 60_000;

/** So many accounts that were verified with the company 30 days ago, and state this career. */
export async function addColleagues(
  platform: OpenPlatform,
  companyId: string,
  { many, career }: { many: number; career: Pick<Career, 'level' | 'role' | 'nativeLevel'> },
): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let each = 0; each < many; each += 1) {
    const name = `colleague-${newId(platform.random).toLowerCase()}`;
    const { account } = await addMember(platform, name);
    const at = new Date(platform.clock.now().getTime() - 30 * day).toISOString();
    const mailbox = platform.random.bytes(16).toString('hex');
    const verified = { companyId, company: 'Northwind', mailbox, at, unlocked: true };
    const whole = { ...career, company: 'Northwind', verified };
    await saveCareer(platform, account.id, whole);
    accounts.push({ ...account, career: { years: null, ...whole } });
  }
  return accounts;
}
