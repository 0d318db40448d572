-- Which company bylines may be shown in this epoch, by everyone who is in the class. Public knowledge: it names
-- nobody, and the numbers are in buckets.
create table byline_classes (
  company_id public_id not null references companies on delete cascade,
  role text,
  level text,
  native_level text,
  -- 10, 25, 50, 100 or 250: at least so many people show it
  at_least integer not null check (at_least >= 5),
  unique nulls not distinct (company_id, role, level, native_level),
  check (role is not null or level is null),
  check (level is not null or native_level is null)
);

-- What the epochs so far have left to the next one, sealed: whom they counted, under hashes.
create table byline_epochs (
  only_row boolean primary key default true check (only_row),
  month date not null check (extract(day from month) = 1),
  sealed bytea not null
);

-- Where a row stands, and which transaction wrote it, tells after which other rows it was written. Both are given
-- up for the tables that name accounts: first every row is written anew in one transaction, then, in another, they
-- are put in the order of their primary key, which is random.
create function rewrite_rows("table" regclass, "column" name) returns void
  language plpgsql set lock_timeout = '5s' as $$
begin
  execute format('update %s set %I = %I', "table", "column", "column");
end $$;

create function order_rows_by_key("table" regclass) returns void
  language plpgsql set lock_timeout = '5s' as $$
declare
  key name := (
    select pg_class.relname from pg_index join pg_class on pg_class.oid = indexrelid
    where indrelid = "table" and indisprimary
  );
begin
  execute format('cluster %s using %I', "table", key);
end $$;

-- A byline must not come back with more in it: the row that a post is signed with cannot go, or change its id,
-- even for the rest of a transaction. Restricted at once, where all else about it waits for the commit.
alter table posts drop constraint posts_author_id_fkey,
  add constraint posts_author_id_fkey foreign key (author_id) references authors
    on delete restrict on update restrict deferrable initially deferred;
