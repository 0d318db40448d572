-- What the authors of posts are still to be told by mail: two posts, and nobody's account. A row goes
-- when its mail has been handed over; `due_at` carries the same random delay as the job, so it dates nothing.
create table pending_words (
  post_id public_id not null references posts on delete cascade,
  reply_id public_id not null references posts on delete cascade,
  due_at timestamptz not null,
  attempts smallint not null default 0,
  claimed_until timestamptz,
  primary key (post_id, reply_id)
);
create index pending_words_reply on pending_words (reply_id);
create index pending_words_due on pending_words (due_at);

-- What is new on some posts is found by the time too.
drop index posts_on;
create index posts_on on posts (on_id, at);

-- What others wrote on the posts `own`, all of one account, and which of its answers were accepted. `what`
-- is the kind of post that was written on, 'beside' for a reply in a conversation that holds an own one, or
-- 'accepted'; `writer_id` is the post whose byline tells who it was. Nothing here is stored.
create function happenings(own text[])
  returns table (key text, what text, post_id text, writer_id text, at timestamptz)
  language sql stable as $$
  with mine as (select unnest(own) as id), told as (
    select written.id::text as key, above.kind as what, written.id::text as post_id, written.id::text as writer_id,
      written.at, written.thread_id, above.id as on_id, above.on_id as above_id
    from posts as written
    join posts as above on above.id = written.on_id
    where written.on_id = any (own)
    union all
    select distinct beside.id::text, 'beside', beside.id::text, beside.id::text,
      beside.at, beside.thread_id, above.id, above.on_id
    from posts as replies
    join posts as above on above.id = replies.on_id and above.kind = 'comment'
    join posts as beside on beside.on_id = above.id and beside.at >= replies.at
    where replies.id = any (own) and replies.kind = 'comment' and not above.id = any (own)
    union all
    select 'accepted-' || answers.id, 'accepted', answers.id::text, answers.thread_id::text,
      acceptances.at, answers.thread_id, answers.id, null
    from acceptances
    join posts as answers on answers.id = acceptances.post_id
    where acceptances.post_id = any (own)
  )
  select told.key, told.what, told.post_id, told.writer_id, told.at
  from told
  where not exists (select from mine where mine.id = told.writer_id)
    and not exists (
      select from removals where removals.post_id in (told.post_id, told.thread_id, told.on_id, told.above_id)
    )
$$;
