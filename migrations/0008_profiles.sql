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

-- Named answers by time: who helped lately.
create index posts_named_answers on posts (at) include (profile_id, up, down)
  where profile_id is not null and kind = 'answer';

-- What helped: an answer counts one, everybody whom it helped one more (those it did not, one less), and three when
-- the asker says so. Never less than nothing.
create function answer_score(up integer, down integer, accepted boolean) returns integer
  language sql immutable parallel safe as $$
  select greatest(0, 1 + up - down + case when accepted then 3 else 0 end)
$$;

-- Who has answered under their name in which topic. As old as the last refresh, some minutes.
create materialized view topic_people as
  select thread_topics.topic_id, posts.profile_id, count(*)::integer as answers, sum(posts.up)::integer as helpful,
    sum(answer_score(posts.up, posts.down, acceptances.post_id is not null))::integer as score
  from public_posts as posts
  join thread_topics on thread_topics.thread_id = posts.thread_id
  join profiles on profiles.id = posts.profile_id and not profiles.former
  left join acceptances on acceptances.post_id = posts.id
  where posts.kind = 'answer' and posts.profile_id is not null
  group by thread_topics.topic_id, posts.profile_id;
create unique index topic_people_one on topic_people (topic_id, profile_id);
create index topic_people_best on topic_people (topic_id, score desc, profile_id);

-- Readers do not wait for it.
create function count_people() returns void language plpgsql as $$
begin
  refresh materialized view concurrently topic_people;
end $$;
