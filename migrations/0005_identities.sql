-- Accounts elsewhere that sign in here, the change of an address, and the end of an account.

-- ---------------------------------------------------------------- accounts at providers

create table identities (
  id public_id primary key,
  -- as the provider signs it, and as it calls whoever has signed in: the two are for ever, an address is not
  issuer text not null check (length(issuer) between 1 and 500),
  subject text not null check (length(subject) between 1 and 255),
  account_id uuid not null references accounts on delete cascade,
  unique (issuer, subject),
  unique (account_id, issuer)
);

-- Who has gone to a provider and is expected back, once. Names nobody; what it is about is sealed.
create table provider_visits (
  hash bytea primary key check (length(hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  sealed bytea not null,
  expires_at timestamptz not null
);

-- ---------------------------------------------------------------- the change of an address

-- Takes effect when both mailboxes have been heard of. A hash is null once its link was opened.
create table email_changes (
  account_id uuid primary key references accounts on delete cascade,
  email text not null check (email = lower(email) and length(email) <= 254),
  new_hash bytea unique check (length(new_hash) = 32),
  present_hash bytea unique check (length(present_hash) = 32),
  expires_at timestamptz not null
);

-- ---------------------------------------------------------------- the end of an account

-- What is still to be done for somebody who has left: which posts go and when, sealed and padded. It stays as it
-- is to its end, because a row that changed with each post would tie them together.
create table departures (
  id public_id primary key,
  sealed bytea not null,
  ends_on date not null
);

-- Of somebody who has left: "Former member" stands beside what was posted under the name, and in no list of people.
alter table profiles add column former boolean not null default false;
