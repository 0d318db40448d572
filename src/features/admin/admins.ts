import type { Queryable } from '../../platform/db.ts';
import { one, statement } from '../../platform/db.ts';
import { addAccount } from '../accounts/accounts.ts';
import { markMadeByOperator } from '../careers/verified-careers.ts';

const countAdmins = statement<object, { admins: number }>('countAdminsWithAddress')`
  select count(*) as admins from accounts where role = 'admin' and email is not null`;

/** Admins who can come back by themselves: those with an address. */
export async function countAdminsWithAddress(db: Queryable): Promise<number> {
  return one(await countAdmins(db, {})).admins;
}

const findUnnamedAdmin = statement<object, { id: string }>('findUnnamedAdmin')`
  select id from accounts where role = 'admin' and email is null order by id limit 1`;

/** The admin account of the first start, which gives itself an address later. */
export async function firstAdmin(db: Queryable): Promise<string> {
  const [admin] = await findUnnamedAdmin(db, {});
  if (admin) return admin.id;
  const id = await addAccount(db, { email: null, role: 'admin' });
  await markMadeByOperator(db, id);
  return id;
}
