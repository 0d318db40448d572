import type { BackupLeak } from './backup-theft.ts';

export const lastSeen: BackupLeak = {
  name: 'an account says when it was last here',
  prepare: async ({ platform }) => {
    await platform.db.pool.query('alter table accounts add column last_seen timestamptz');
  },
  beforeWriting: async ({ platform, clock }, { id }) => {
    await platform.db.pool.query('update accounts set last_seen = $2 where id = $1', [id, clock.now()]);
  },
};

export const tableOfItsOwn: BackupLeak = {
  name: 'a new table names accounts, and the daily job does not know it',
  prepare: async ({ platform }) => {
    await platform.db.pool.query(
      'create table visits (id uuid primary key default gen_random_uuid(), account_id uuid not null)',
    );
  },
  beforeWriting: async ({ platform }, { id }) => {
    await platform.db.pool.query('insert into visits (account_id) values ($1)', [id]);
  },
};

export const touchedBeside: BackupLeak = {
  name: 'the transaction of a post touches its account',
  prepare: async ({ platform: { slots } }) => {
    const append = slots.append.bind(slots);
    const leaking: typeof append = async (tx, owner, content) => {
      await append(tx, owner, content);
      const sql = 'update accounts set mail_wanted = mail_wanted where id = $1';
      await tx.client.query(sql, [owner.accountId]);
    };
    await Promise.resolve(Object.assign(slots, { append: leaking }));
  },
};

export const seedOfThePicture: BackupLeak = {
  name: 'a post keeps the hash of an address, for a picture',
  prepare: async ({ platform: { slots } }) => {
    const append = slots.append.bind(slots);
    const leaking: typeof append = async (tx, owner, content) => {
      await append(tx, owner, content);
      const sql = `update posts set parts = jsonb_build_array(md5(email)) from accounts
        where posts.id = $2 and accounts.id = $1`;
      await tx.client.query(sql, [owner.accountId, content.toString()]);
    };
    await Promise.resolve(Object.assign(slots, { append: leaking }));
  },
};
