-- Passkeys, a second factor, and a list of sessions. Nothing here says when somebody signed in: no row that
-- names an account holds a time, a counter of seconds or what was used last.

-- ---------------------------------------------------------------- passkeys

-- What an authenticator knows an account by: random, so that it leads to no row elsewhere.
alter table accounts add column passkey_handle bytea unique check (length(passkey_handle) = 32);

create table passkeys (
  id public_id primary key,
  credential_id bytea not null unique check (length(credential_id) between 16 and 1023),
  account_id uuid not null references accounts on delete cascade,
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  -- how its owner calls it, sealed: it often names a person, a device or an employer
  name bytea not null
);
create index passkeys_account on passkeys (account_id);

-- ---------------------------------------------------------------- codes of an app

create table second_factors (
  account_id uuid primary key references accounts on delete cascade,
  sealed bytea not null
);

-- A code of an app counts once. The key is a keyed hash of account and time step, so the row names nobody.
create table used_codes (
  key bytea primary key check (length(key) = 16),
  until timestamptz not null
);

-- 120 random bits each, so a plain hash hides them, and they outlive the keys.
create table recovery_codes (
  hash bytea primary key,
  account_id uuid not null references accounts on delete cascade
);
create index recovery_codes_account on recovery_codes (account_id);

-- ---------------------------------------------------------------- tokens

alter table tokens drop constraint tokens_purpose_check;
alter table tokens add constraint tokens_purpose_check check (
  purpose in ('sign-in', 'sign-up', 'email', 'second-factor', 'passkey', 'passkey-sign-in')
);
-- who opened a link to get in without the password wants it removed once the second factor is there too
alter table tokens add column forgets_password boolean not null default false
  check (not forgets_password or purpose = 'second-factor');

-- ---------------------------------------------------------------- sessions

-- For "sign out there"; says nothing.
alter table sessions add column id public_id not null unique default replace(gen_random_uuid()::text, '-', '');
-- "Firefox on Linux", sealed and padded. Null for sessions from before it was kept.
alter table sessions add column browser bytea;
