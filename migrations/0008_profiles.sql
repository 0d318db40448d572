-- Portraits of named people: made anew from what was uploaded, under an id that says nothing of whose they are.
create table portraits (
  id public_id primary key,
  small bytea not null check (length(small) <= 100000),
  large bytea not null check (length(large) <= 500000)
);

alter table profiles add column portrait_id public_id unique references portraits on delete set null;

-- Nobody's face stays on a profile that its person has left.
create function leave_portrait() returns trigger language plpgsql as $$
begin
  new.portrait_id := null;
  return new;
end $$;

create trigger profiles_left before update on profiles
  for each row when (old.account_id is not null and new.account_id is null and new.portrait_id is not null)
  execute function leave_portrait();

create function drop_portrait() returns trigger language plpgsql as $$
begin
  delete from portraits where id = old.portrait_id;
  return null;
end $$;

create trigger profiles_portrait_changed after update on profiles
  for each row when (old.portrait_id is distinct from new.portrait_id and old.portrait_id is not null)
  execute function drop_portrait();

create trigger profiles_portrait_gone after delete on profiles
  for each row when (old.portrait_id is not null) execute function drop_portrait();
