-- ---------------------------------------------------------------- keys

-- Which keys this database was written with: a keyed hash of nothing under each version's key, and one of its
-- public half for authors. Without the keys they say nothing; with them, whether they are the right ones.
create table key_checks (
  version smallint primary key check (version between 1 and 255),
  master bytea not null check (length(master) = 16),
  -- null while the version has no keys for authors
  authors bytea check (length(authors) = 16)
);

-- ---------------------------------------------------------------- suspensions

-- "The author of this post is suspended", as a moderator wants it. `standing_key` is filled in by a job that opens
-- the author: a keyed hash of the account and a number, another one for each post, so that two posts of one author
-- have nothing in common here. Authors without an account get bytes that look the same.
create table suspensions (
  post_id public_id primary key references posts on delete cascade,
  reason text not null check (length(reason) between 1 and 500),
  -- null: until it is lifted
  until timestamptz,
  standing_key bytea unique check (length(standing_key) = 16)
);
create index suspensions_until on suspensions (until);

-- No row says of an account that it is suspended. A list of who is, beside the log of which post's author was,
-- would name authors.
create or replace function account_json(accounts) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', $1.id, 'email', $1.email, 'role', $1.role, 'mailWanted', $1.mail_wanted,
    'profile', (
      select jsonb_build_object('id', id, 'slug', slug, 'name', name, 'title', title)
      from profiles where account_id = $1.id
    ),
    'career', (select encode(sealed, 'hex') from careers where account_id = $1.id)
  )
$$;

-- Nothing has ever set it.
alter table accounts drop column suspended;
