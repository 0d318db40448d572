-- What is known of employers: public facts, kept apart from every account. Who works where is sealed in careers.
create table companies (
  id public_id primary key,
  slug slug not null unique,
  name text not null check (length(name) between 1 and 80),
  -- somebody proposed it otherwise: nothing is verified with it, and no public page names it
  confirmed boolean not null default false,
  size text check (size in ('under-50', '50-249', '250-999', '1000-9999', '10000-up')),
  -- [{ title, url }]: where its levels come from
  sources jsonb not null default '[]',
  -- an admin has changed it: a newer level map of the repository leaves it as it is
  edited boolean not null default false
);

-- Where its people have their mailboxes; compared exactly.
create table company_domains (
  domain text collate "C" primary key
    check (domain ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$' and length(domain) <= 253),
  company_id public_id not null references companies on delete cascade
);
create index company_domains_company on company_domains (company_id);

-- Other names of it, and its own; `key` is what is left of the name without case, spaces and dashes.
create table company_aliases (
  key text collate "C" primary key check (length(key) between 1 and 160),
  company_id public_id not null references companies on delete cascade,
  name text not null check (length(name) between 1 and 80)
);
create index company_aliases_company on company_aliases (company_id);

-- A company that turned out to be another one. Careers go on naming the id that they were verified with.
create table company_merges (
  id public_id primary key,
  slug slug not null unique,
  company_id public_id not null references companies on delete cascade
);
create index company_merges_company on company_merges (company_id);

-- A company's own levels, from the bottom up.
create table company_levels (
  company_id public_id not null references companies on delete cascade,
  position smallint not null check (position >= 0),
  name text not null check (length(name) between 1 and 40),
  aliases text[] not null default '{}',
  band text not null check (band in (
    'Entry', 'Mid-Level', 'Senior', 'Staff', 'Senior Staff', 'Principal', 'Distinguished',
    'Manager', 'Senior Manager', 'Director', 'Senior Director', 'VP', 'C-level'
  )),
  primary key (company_id, position)
);

-- The version of the repository's level map that was loaded last.
create table level_maps (
  version integer primary key
);

-- Work mailboxes that have verified somebody: a keyed hash of the address, so that none serves twice. It
-- leads to no account and no company, and has no time.
create table work_mailboxes (
  hash bytea primary key check (length(hash) = 16)
);

-- Accounts that an operator made (cairn admin, imports) are never counted for bylines.
alter table accounts add column made_by_operator boolean not null default false;
update accounts set made_by_operator = true where role = 'admin';
