import type { Member, TestCommunity } from '../../../test/community.ts';
import { findAccount } from '../accounts/accounts.ts';
import { saveCareer } from '../careers/careers.ts';

/** Senior Software Engineers [L5] of Northwind: the classes that are open to them, by how far they go. */
const paths = [
  [null, null, null],
  ['Software Engineer', null, null],
  ['Software Engineer', 'Senior', null],
  ['Software Engineer', 'Senior', 'L5'],
];

/** Makes this member a verified Senior Software Engineer [L5] at Northwind, of whom `open` classes are open. */
export async function verifyAtNorthwind(
  { platform, clock }: TestCommunity,
  member: Member,
  { open = 4, unlocked = true }: { open?: number; unlocked?: boolean } = {},
): Promise<void> {
  const { pool } = platform.db;
  await pool.query(
    "insert into companies (id, slug, name, confirmed) values ('northwind1', 'northwind', 'Northwind', true) on conflict do nothing",
  );
  await pool.query('delete from byline_classes');
  for (const [role, level, nativeLevel] of paths.slice(0, open)) {
    await pool.query(
      "insert into byline_classes (company_id, role, level, native_level, at_least) values ('northwind1', $1, $2, $3, 10)",
      [role, level, nativeLevel],
    );
  }
  await saveCareer(platform, member.account.id, {
    ...{ level: 'Senior', role: 'Software Engineer', company: 'Northwind', nativeLevel: 'L5' },
    verified: {
      ...{ companyId: 'northwind1', company: 'Northwind', mailbox: '00'.repeat(16) },
      ...{ at: clock.now().toISOString(), unlocked },
    },
  });
  const account = await findAccount(platform, member.account.id);
  if (account) member.account = account;
}

/** What stands on a page, without its tags and drawings. */
export function wordsOf(html: string): string {
  return html
    .replaceAll(/<svg.*?<\/svg>/gs, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ');
}
