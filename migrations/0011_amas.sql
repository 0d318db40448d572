-- An AMA from its announcement to a page that stays. Title, text, times and topics stand in its thread; before it is
-- announced it is a draft of its host's, which no table here knows.
create table amas (
  thread_id public_id primary key references threads on delete cascade,
  state text not null default 'announced' check (state in ('announced', 'live', 'overflow', 'closed', 'cancelled')),
  -- the host's, by its IANA name: the clock that the times were given on
  zone text not null default 'UTC' check (length(zone) between 1 and 64),
  -- a host or moderator lets each question in
  approve_first boolean not null default false,
  -- readers may watch an answer being written
  shows_drafts boolean not null default false,
  -- of calendar entries: one more with each change of times, title or state that those who hold one must hear of
  sequence integer not null default 0 check (sequence >= 0),
  -- when what was left at the end will have been answered
  promised_on date,
  summary text not null default '' check (length(summary) <= 20000),
  summary_html text not null default '',
  html_version smallint not null default 0,
  -- the thread of the video that was made of it
  recording_id public_id references threads on delete set null,
  -- the second of it in which the AMA begins
  recording_from integer not null default 0 check (recording_from >= 0),
  -- what is being answered now
  answering_id public_id references posts on delete set null deferrable initially deferred,
  cancelled_because text not null default '' check (length(cancelled_because) <= 500),
  -- of the last event; the next one takes the next number
  last_event bigint not null default 0,
  -- at least so many read along: 0, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000 or 10000
  audience integer not null default 0
);
create index amas_state on amas (state) where state in ('announced', 'live', 'overflow');

-- Times that cannot be are refused whoever writes; files from elsewhere may have none.
alter table threads add constraint ama_ends_after_it_starts check (kind <> 'ama' or ends_at > starts_at) not valid;

-- What was asked in an AMA. `held` waits for approval, `dismissed` was turned down: both have a row in `removals`, so
-- they are not public. `merged` asks the same as another one, where its votes count.
create table ama_questions (
  post_id public_id primary key references posts on delete cascade,
  thread_id public_id not null references threads on delete cascade,
  state text not null default 'queued' check (state in ('held', 'queued', 'dismissed', 'merged')),
  merged_into public_id references ama_questions on delete set null,
  -- helpful votes, with those of merged ones, as readers were last told
  tally integer not null default 0 check (tally >= 0),
  pinned boolean not null default false,
  -- which of the hosts is to answer it
  handed_to public_id references profiles on delete set null,
  -- when the host turned to it: a chapter of the recording
  answering_at timestamptz,
  -- an answer that readers may watch being written
  draft text not null default '' check (length(draft) <= 20000),
  check ((state = 'merged') = (merged_into is not null)),
  check (merged_into <> post_id)
);
create index ama_questions_thread on ama_questions (thread_id);
create index ama_questions_merged on ama_questions (merged_into) where merged_into is not null;

-- A host takes back what they turned down; a moderator does not bring back what its author took away.
alter table removals drop constraint removals_by_check, drop constraint removals_check,
  add constraint removals_by_check check (by in ('author', 'moderator', 'host')),
  add constraint removals_check check (withdrawn or by in ('moderator', 'host'));

-- What readers of a live page are told, in order. Ids only: what they say is read when it is sent. Deleted a while after
-- the AMA, because together they say when everything happened.
create table ama_events (
  thread_id public_id not null references amas on delete cascade,
  number bigint not null,
  kind text not null,
  question_id public_id,
  facts jsonb not null default '{}',
  primary key (thread_id, number)
);

-- A link that lets one browser host, once: a member under their profile, or somebody without an account under a profile
-- of their own, which is there already where a moderator has named them.
create table ama_invitations (
  hash bytea primary key,
  thread_id public_id not null references amas on delete cascade,
  name text not null check (length(name) between 1 and 120),
  title text check (length(title) between 1 and 200),
  profile_id public_id references profiles on delete cascade,
  expires_at timestamptz not null,
  -- kept, so that a second use can be told from one that never was
  used boolean not null default false
);
create index ama_invitations_thread on ama_invitations (thread_id);

-- Browsers of hosts who have no account.
create table ama_guests (
  token_hash bytea primary key,
  thread_id public_id not null references amas on delete cascade,
  profile_id public_id not null references profiles on delete cascade,
  expires_at timestamptz not null
);
create index ama_guests_thread on ama_guests (thread_id);

-- The promised day that a host was reminded of, set before the mail is handed over.
alter table ama_hosts add column reminded_of date;

-- Who wants to be reminded. The key is a hash of account and AMA; whose it is is sealed away, for workers to open.
create table ama_rsvps (
  rsvp_key bytea primary key check (length(rsvp_key) = 16),
  thread_id public_id not null references amas on delete cascade,
  sealed bytea not null,
  -- the start that they were reminded of, a day before it and soon before it: moved, it is another one. Set before a
  -- mail is handed over, so that no crash sends it twice
  reminded_day timestamptz,
  reminded_soon timestamptz,
  told_cancelled boolean not null default false
);
create index ama_rsvps_thread on ama_rsvps (thread_id);

-- How many readers each process serves, for the audience.
create unlogged table ama_audiences (
  thread_id public_id not null,
  process bytea not null,
  readers integer not null,
  at timestamptz not null,
  primary key (thread_id, process)
);

-- Posts that wait for the next window of an AMA, which appear together in an order drawn by lot.
alter table waiting_posts add column window_of public_id references threads on delete cascade;
create index waiting_posts_window on waiting_posts (window_of, due_at) where window_of is not null;

-- AMAs that came by import before this.
insert into amas (thread_id, state, summary_html)
select id, case when ends_at > now() then 'announced' else 'closed' end, '' from threads where kind = 'ama';
insert into ama_questions (post_id, thread_id, tally)
select posts.id, posts.thread_id, posts.up from posts where kind = 'amaQuestion';

-- Whether a host has answered, with what nobody has taken down since.
create function is_ama_answered(question_id text) returns boolean language sql stable
  set plan_cache_mode = force_generic_plan as $$
  select exists (select from public_posts where on_id = question_id and kind = 'answer')
$$;

-- As before, and for what one asked in an AMA: that the hosts turned it down, and what was answered to the question
-- that it was merged into.
create or replace function happenings(own text[])
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
    union all
    select 'merged-' || answers.id, 'merged', answers.id::text, answers.id::text,
      answers.at, answers.thread_id, answers.on_id, null
    from ama_questions as doubles
    join posts as answers on answers.on_id = doubles.merged_into and answers.kind = 'answer'
    where doubles.post_id = any (own) and not doubles.merged_into = any (own)
  )
  select told.key, told.what, told.post_id, told.writer_id, told.at
  from told
  where not exists (select from mine where mine.id = told.writer_id)
    and not exists (
      select from removals where removals.post_id in (told.post_id, told.thread_id, told.on_id, told.above_id)
    )
  union all
  select 'dismissed-' || asked.post_id, 'dismissed', asked.post_id::text, asked.thread_id::text, removals.at
  from ama_questions as asked
  join removals on removals.post_id = asked.post_id
  where asked.post_id = any (own) and asked.state = 'dismissed' and removals.by = 'host' and not removals.withdrawn
    and not exists (select from removals as above where above.post_id = asked.thread_id)
$$;
