-- What is asked here costs people their jobs: masked posts appear at a random moment within five minutes, if their
-- author does not want otherwise, so that who watched somebody press the button learns less.
alter table topics add column sensitive boolean not null default false;

-- Posts that are written and wait for their moment. The id is a keyed hash of account and number; whose it is and
-- what it says is sealed and padded.
create table waiting_posts (
  id bytea primary key check (length(id) = 16),
  sealed bytea not null,
  due_at timestamptz not null
);
