-- Who signs in often posts soon after. A session no longer names its account: that is sealed under the session's
-- own secret, which is in the browser's cookie and nowhere else, and sessions of one account are found by a keyed
-- hash. Those that are there cannot be sealed from here: everyone signs in once more.
delete from sessions;
alter table sessions drop column account_id;
alter table sessions add column owner bytea not null check (length(owner) = 16);
alter table sessions add column sealed bytea not null;
create index sessions_owner on sessions (owner);
alter table sessions alter column browser set not null;
