-- Ids are short and random (platform/random.ts); "C" order keeps them cheap and the same everywhere.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create domain public_id as text collate "C" check (value ~ '^[0-9A-Za-z]{6,32}$');
create domain slug as text collate "C" check (value ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(value) <= 80);

-- ---------------------------------------------------------------- accounts: private, seen by their owner

create table accounts (
  id uuid primary key default gen_random_uuid(),
  email text unique check (email = lower(email) and length(email) <= 254),
  password_hash text,
  role text not null default 'member' check (role in ('member', 'moderator', 'admin')),
  mail_wanted boolean not null default true,
  suspended boolean not null default false,
  -- by the month: a day would tell who was new when something was posted
  created_in date not null default date_trunc('month', current_date)
);

-- What an account says of its job, sealed: beside the bylines of masked posts it would tell whose they are.
-- Verification comes to stand beside it.
create table careers (
  account_id uuid primary key references accounts on delete cascade,
  sealed bytea not null
);

-- Ends with a week, so that no row tells when somebody signed in.
create table sessions (
  token_hash bytea primary key,
  account_id uuid not null references accounts on delete cascade,
  expires_at timestamptz not null check (extract(epoch from expires_at)::bigint % 604800 = 0)
);
create index sessions_account on sessions (account_id);

-- Single-use links: to sign in, to sign up, to prove a new address. Deleted when used.
create table tokens (
  hash bytea primary key,
  purpose text not null check (purpose in ('sign-in', 'sign-up', 'email')),
  account_id uuid references accounts on delete cascade,
  email text,
  password_hash text,
  -- the browser that chose the password: opened in another one, the link makes an account without it
  browser_hash bytea,
  expires_at timestamptz not null
);

create table api_tokens (
  id public_id primary key,
  hash bytea not null unique,
  account_id uuid not null references accounts on delete cascade,
  name text not null check (length(name) between 1 and 80),
  created_on date not null default current_date
);
create index api_tokens_account on api_tokens (account_id);

create table profiles (
  id public_id primary key,
  slug slug not null unique,
  account_id uuid unique references accounts on delete set null,
  name text not null check (length(name) between 1 and 120),
  title text check (length(title) between 1 and 200),
  bio text not null default '' check (length(bio) <= 30000),
  bio_html text not null default '',
  html_version smallint not null default 0,
  links jsonb not null default '[]',
  role text,
  level text,
  native_level text,
  company text
);

-- What the account's own requests know of it (features/accounts/accounts.ts, type Account).
create function account_json(accounts) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', $1.id, 'email', $1.email, 'role', $1.role, 'mailWanted', $1.mail_wanted, 'suspended', $1.suspended,
    'profile', (
      select jsonb_build_object('id', id, 'slug', slug, 'name', name, 'title', title)
      from profiles where account_id = $1.id
    ),
    'career', (select encode(sealed, 'hex') from careers where account_id = $1.id)
  )
$$;

-- Rows that belong to an account without naming it: the id is a keyed hash of account, kind and
-- number, the content is sealed. Drafts, "my posts" and read marks live here.
create table private_slots (
  id bytea primary key check (length(id) = 16),
  sealed bytea not null,
  version integer not null default 1,
  touched_on date not null default current_date
);

-- ---------------------------------------------------------------- topics

create table topics (
  id public_id primary key,
  slug slug not null unique,
  name text not null check (length(name) between 1 and 80),
  summary text not null default '' check (length(summary) <= 500),
  guide text not null default '' check (length(guide) <= 200000),
  guide_html text not null default '',
  html_version smallint not null default 0,
  parent_id public_id references topics on delete set null,
  check (parent_id <> id)
);
create index topics_parent on topics (parent_id);
create index topics_name_trgm on topics using gin (name gin_trgm_ops);

create table topic_synonyms (
  slug slug primary key,
  topic_id public_id not null references topics on delete cascade
);
create index topic_synonyms_topic on topic_synonyms (topic_id);

-- ---------------------------------------------------------------- authors

-- A masked author: one row per account and thread, with the byline frozen at the first post.
-- No column names an account; `sealed` holds it encrypted, and imported authors have none.
create table authors (
  id bytea primary key check (length(id) = 16),
  thread_id public_id not null,
  handle text not null check (length(handle) between 1 and 80),
  level text,
  role text,
  native_level text,
  company text,
  sealed bytea,
  unique (thread_id, handle),
  check (native_level is null or company is not null)
);

-- Whether a handle that a file brings is shown anywhere yet (features/transfer).
create index authors_handle on authors (handle);

-- A byline may lose parts; it never gains or changes one, whoever writes.
create function keep_byline_monotone() returns trigger language plpgsql as $$
begin
  if new.thread_id <> old.thread_id or new.handle <> old.handle
    or (new.level is not null and new.level is distinct from old.level)
    or (new.role is not null and new.role is distinct from old.role)
    or (new.native_level is not null and new.native_level is distinct from old.native_level)
    or (new.company is not null and new.company is distinct from old.company)
  then
    raise exception 'a byline can only become coarser' using errcode = 'check_violation', constraint = 'byline_monotone';
  end if;
  return new;
end $$;

create trigger authors_byline_monotone before update on authors
  for each row execute function keep_byline_monotone();

-- ---------------------------------------------------------------- threads and posts

-- Lower end of the Wilson score interval (E. B. Wilson, 1927) at 95 %, with one imagined vote each
-- way (Laplace), so that an answer without votes stands above one that was voted down.
create function wilson_score(up integer, down integer) returns double precision
  language sql immutable parallel safe as $$
  select (p + 1.9208 / n - 1.96 * sqrt((p * (1 - p) + 0.9604 / n) / n)) / (1 + 3.8416 / n)
  from (select (up + 1)::double precision / (up + down + 2) as p, (up + down + 2)::double precision as n) as votes
$$;

-- The order "best" of lists: what helped and was answered rises by orders of magnitude, and age takes
-- one unit each half year (the additive form of ranking by log votes and time, so that stored scores stay comparable).
create function thread_score(up integer, down integer, answers integer, accepted integer, at timestamptz)
  returns double precision language sql immutable parallel safe as $$
  select ln(1 + up) - ln(1 + down) + ln(1 + least(answers, 20)) + case when accepted > 0 then 0.5 else 0 end
    + extract(epoch from at)::double precision / 15778800
$$;

create table threads (
  id public_id primary key,
  kind text not null check (kind in ('question', 'ama', 'video')),
  title text not null check (length(title) between 1 and 500),
  slug slug not null,
  tldr text not null default '' check (length(tldr) <= 2000),
  intent text check (intent in ('advice', 'decision', 'stories', 'heard')),
  parts jsonb not null default '[]',
  options jsonb not null default '[]',
  from_name text,
  from_url text,
  starts_at timestamptz,
  ends_at timestamptz,
  -- what only a video has (file, captions, chapters), as imported, until videos are built
  recording jsonb,
  answers integer not null default 0 check (answers >= 0),
  comments integer not null default 0 check (comments >= 0),
  accepted integer not null default 0 check (accepted >= 0)
);

create table posts (
  id public_id primary key,
  thread_id public_id not null references threads on delete cascade deferrable initially deferred,
  kind text not null check (kind in ('question', 'ama', 'video', 'answer', 'comment', 'amaQuestion')),
  on_id public_id references posts on delete cascade deferrable initially deferred,
  author_id bytea references authors deferrable initially deferred,
  profile_id public_id references profiles,
  body text not null check (length(body) <= 200000),
  body_html text not null,
  html_version smallint not null,
  parts jsonb not null default '[]',
  at timestamptz not null,
  edited_at timestamptz,
  revision integer not null default 1,
  up integer not null default 0 check (up >= 0),
  down integer not null default 0 check (down >= 0),
  score double precision not null generated always as (wilson_score(up, down)) stored,
  check (num_nonnulls(author_id, profile_id) = 1),
  check ((kind in ('question', 'ama', 'video')) = (id = thread_id)),
  check ((kind in ('question', 'ama', 'video')) = (on_id is null)),
  -- masked posts live on a grid of a quarter of an hour
  check (author_id is null or (extract(epoch from at)::bigint % 900 = 0 and extract(epoch from edited_at)::bigint % 900 = 0))
);
create index posts_thread on posts (thread_id);
create index posts_on on posts (on_id);
create index posts_profile on posts (profile_id, at desc) where profile_id is not null;
create index posts_author on posts (author_id) where author_id is not null;
create index posts_html_version on posts (html_version);

-- Who signs a post stays, whoever writes: another author or a profile could say more than was shown.
create function keep_signature() returns trigger language plpgsql as $$
begin
  raise exception 'a post keeps its signature' using errcode = 'check_violation', constraint = 'signature_kept';
end $$;

create trigger posts_signature_kept before update of author_id, profile_id, thread_id on posts
  for each row when ((old.author_id, old.profile_id, old.thread_id) is distinct from (new.author_id, new.profile_id, new.thread_id))
  execute function keep_signature();

create table ama_hosts (
  thread_id public_id not null references threads on delete cascade,
  position smallint not null,
  profile_id public_id not null references profiles,
  primary key (thread_id, position)
);

create table revisions (
  post_id public_id not null references posts on delete cascade,
  revision integer not null,
  title text,
  tldr text,
  body text not null,
  topics jsonb,
  edited_at timestamptz,
  primary key (post_id, revision)
);

-- ---------------------------------------------------------------- states, each a row that can be taken back

create table acceptances (
  post_id public_id primary key references posts on delete cascade,
  at timestamptz not null
);

create table closures (
  thread_id public_id primary key references threads on delete cascade,
  reason text not null check (length(reason) between 1 and 500),
  by text not null check (by in ('asker', 'moderator')),
  at timestamptz not null
);

create table locks (
  thread_id public_id primary key references threads on delete cascade,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null
);

create table removals (
  post_id public_id primary key references posts on delete cascade,
  by text not null check (by in ('author', 'moderator')),
  -- the author wants it gone, whatever a moderator does with it
  withdrawn boolean not null,
  reason text not null default '' check (length(reason) <= 500),
  at timestamptz not null,
  check (withdrawn or by = 'moderator')
);

-- Posts that anybody may see: neither they nor what they stand on was removed. A reply stands on a
-- comment, a comment on an answer, an answer on a question of an AMA, and all of them on their thread.
create view public_posts as
  select posts.*
  from posts
  left join posts as below on below.id = posts.on_id
  left join posts as further on further.id = below.on_id
  where not exists (
    select from removals
    where removals.post_id in (posts.id, posts.on_id, below.on_id, further.on_id, posts.thread_id)
  );

-- ---------------------------------------------------------------- votes and flags: no voter list

create table votes (
  voter_key bytea primary key check (length(voter_key) = 16),
  post_id public_id not null references posts on delete cascade,
  value smallint not null check (value in (-1, 1))
);
create index votes_post on votes (post_id);

create table flags (
  flagger_key bytea primary key check (length(flagger_key) = 16),
  post_id public_id not null references posts on delete cascade,
  reason text not null check (reason in ('identifies', 'abuse', 'spam', 'off-topic', 'other')),
  note text not null default '' check (length(note) <= 500),
  at timestamptz not null,
  settled boolean not null default false
);
create index flags_open on flags (post_id) where not settled;

-- What moderators did: names the moderator, never the author.
create table moderation_acts (
  id public_id primary key,
  moderator_id uuid references accounts on delete set null,
  post_id public_id not null references posts on delete cascade,
  act text not null,
  reason text not null default '',
  at timestamptz not null
);
create index moderation_acts_post on moderation_acts (post_id);

-- ---------------------------------------------------------------- lists

create table thread_topics (
  thread_id public_id not null references threads on delete cascade,
  topic_id public_id not null references topics on delete cascade,
  position smallint not null,
  primary key (thread_id, topic_id)
);
create index thread_topics_topic on thread_topics (topic_id);

-- One row per visible thread and list: the topics it is in, and 'everything'. Made by relist().
create table listings (
  list text collate "C" not null,
  thread_id public_id not null references threads on delete cascade,
  kind text not null,
  best double precision not null,
  at timestamptz not null,
  unanswered boolean not null,
  primary key (list, thread_id)
);
create index listings_best on listings (list, best desc, thread_id);
create index listings_at on listings (list, at desc, thread_id);
create index listings_kind_best on listings (list, kind, best desc, thread_id);
create index listings_kind_at on listings (list, kind, at desc, thread_id);
create index listings_unanswered on listings (list, at desc, thread_id) where unanswered;
create index listings_thread on listings (thread_id);

-- Written by the triggers below, so that a count costs one row however long its list is.
create table listing_counts (
  list text collate "C" not null,
  kind text not null,
  threads integer not null,
  unanswered integer not null,
  primary key (list, kind)
);

create function count_listings() returns trigger language plpgsql as $$
begin
  insert into listing_counts as counts (list, kind, threads, unanswered)
  select list, kind, sum(threads), sum(unanswered) from (
    select list, kind, 1 as threads, unanswered::integer as unanswered from added
    union all
    select list, kind, -1, -unanswered::integer from removed
  ) as changes
  group by list, kind
  having sum(threads) <> 0 or sum(unanswered) <> 0
  order by list, kind
  on conflict (list, kind) do update
    set threads = counts.threads + excluded.threads, unanswered = counts.unanswered + excluded.unanswered;
  return null;
end $$;

create function count_listings_added() returns trigger language plpgsql as $$
begin
  insert into listing_counts as counts (list, kind, threads, unanswered)
  select list, kind, count(*), count(*) filter (where unanswered) from added group by list, kind order by list, kind
  on conflict (list, kind) do update
    set threads = counts.threads + excluded.threads, unanswered = counts.unanswered + excluded.unanswered;
  return null;
end $$;

create function count_listings_removed() returns trigger language plpgsql as $$
begin
  update listing_counts as counts
  set threads = counts.threads - gone.threads, unanswered = counts.unanswered - gone.unanswered
  from (
    select list, kind, count(*) as threads, count(*) filter (where unanswered) as unanswered from removed group by list, kind
  ) as gone
  where counts.list = gone.list and counts.kind = gone.kind;
  return null;
end $$;

create trigger listings_added after insert on listings
  referencing new table as added for each statement execute function count_listings_added();
create trigger listings_removed after delete on listings
  referencing old table as removed for each statement execute function count_listings_removed();
create trigger listings_changed after update on listings
  referencing new table as added old table as removed for each statement execute function count_listings();

-- Writes the rows of `listings` that these threads should have now.
create function relist(ids text[]) returns void language sql set plan_cache_mode = force_generic_plan as $$
  with wanted as (
    select lists.list, threads.id as thread_id, threads.kind,
      thread_score(posts.up, posts.down, threads.answers, threads.accepted, posts.at) as best,
      posts.at, threads.answers = 0 and threads.kind = 'question' and closures.thread_id is null as unanswered
    from threads
    join posts on posts.id = threads.id
    cross join lateral (
      select 'everything' as list
      union all
      select topic_id::text from thread_topics where thread_topics.thread_id = threads.id
    ) as lists
    left join closures on closures.thread_id = threads.id
    where threads.id = any (ids) and not exists (select from removals where removals.post_id = threads.id)
  ), gone as (
    delete from listings
    where thread_id = any (ids)
      and not exists (select from wanted where wanted.list = listings.list and wanted.thread_id = listings.thread_id)
  )
  insert into listings (list, thread_id, kind, best, at, unanswered)
  select list, thread_id, kind, best, at, unanswered from wanted order by list, thread_id
  on conflict (list, thread_id) do update
    set kind = excluded.kind, best = excluded.best, at = excluded.at, unanswered = excluded.unanswered
$$;

-- ---------------------------------------------------------------- search

create text search configuration cairn (copy = english);
alter text search configuration cairn
  alter mapping for hword, hword_part, word with unaccent, english_stem;

-- The same without stems and stop words: words as people write them.
create text search configuration cairn_words (copy = simple);
alter text search configuration cairn_words
  alter mapping for hword, hword_part, word with unaccent, simple;

-- What the parser is given, one character for each of the text: "node.js", "CI/CD" and "full-stack" are words
-- that stand side by side, C++ and C# are words of their own, and "a < b" opens no tag. The length keeps the
-- vector of any text below the megabyte that it may have.
create function search_text(text) returns text language sql immutable strict parallel safe as $$
  select translate(
    replace(replace(replace(replace(left($1, 60000), 'C++', 'Cpp'), 'c++', 'cpp'), 'C#', 'C0'), 'c#', 'c0'),
    './-<&+~', '       '
  )
$$;

create table search_documents (
  post_id public_id primary key references posts on delete cascade,
  thread_id public_id not null references threads on delete cascade,
  at timestamptz not null,
  words tsvector not null
);
-- Ranking reads hundreds of them at once: long ones are not compressed.
alter table search_documents alter column words set storage external;
create index search_documents_words on search_documents using gin (words) with (gin_pending_list_limit = 512);
create index search_documents_title on search_documents using gin (ts_filter(words, '{a}'))
  with (gin_pending_list_limit = 256) where post_id = thread_id;
create index search_documents_thread on search_documents (thread_id);
create index topics_words on topics using gin (to_tsvector('cairn', name));

-- The week, by number. Each document has the word "#1234" of its week, in its title too, so that the index itself
-- can keep to the newest where a query fits too many.
create function week_of(at timestamptz) returns integer language sql immutable parallel safe as $$
  select floor(extract(epoch from at) / 604800)::integer
$$;

-- Writes the search documents that these posts should have now; comments and what is not public have none.
-- Weights: A title, B TL;DR, C the thread's own text, D answers.
create function index_posts(ids text[]) returns void language sql set plan_cache_mode = force_generic_plan as $$
  delete from search_documents
  where post_id = any (ids) and not exists (select from public_posts where public_posts.id = search_documents.post_id);
  insert into search_documents (post_id, thread_id, at, words)
  select posts.id, posts.thread_id, posts.at,
    case when posts.id = threads.id
      then setweight(to_tsvector('cairn', search_text(threads.title)), 'A')
        || setweight(to_tsvector('cairn', search_text(threads.tldr)), 'B')
        || setweight(to_tsvector('cairn', search_text(posts.body)), 'C')
      else to_tsvector('cairn', search_text(posts.body))
    end || format('''#%s'':1A', week_of(posts.at))::tsvector
  from public_posts as posts join threads on threads.id = posts.thread_id
  where posts.id = any (ids) and posts.kind <> 'comment'
  order by posts.id
  on conflict (post_id) do update set at = excluded.at, words = excluded.words
$$;

-- In how many of the newest posts each word stands: what tells which words of a query say most, and what
-- to offer for one that is mistyped. As old as the last refresh_search_words() that had something to do.
create table search_words (
  word text collate "C" primary key,
  stem text collate "C" not null,
  documents integer not null
);
create index search_words_stem on search_words (stem);
create index search_words_alike on search_words using gin (word gin_trgm_ops);

-- How many documents there were at that refresh, and how many of them were counted: the newest. These begin in
-- the week `recent`, which is null where they are all there are; the last ones stand in `latest`.
create table search_corpus (
  only_row boolean primary key default true check (only_row),
  documents integer not null,
  counted integer not null,
  recent integer,
  latest integer
);

-- Counts again once one document in fifty has come or gone; false where there was nothing to do. Bounded by
-- the 20,000 newest documents and 10,000 characters of each.
create function refresh_search_words() returns boolean language plpgsql as $$
declare
  present constant integer := (select count(*) from search_documents);
begin
  if not pg_try_advisory_xact_lock(hashtext('refresh_search_words'))
    or exists (select from search_corpus where present = documents or abs(present - documents) * 50 < documents)
  then
    return false;
  end if;
  with stated as materialized (
    select word, ndoc from ts_stat($query$
      select to_tsvector('cairn_words', search_text(left(
        case when posts.id = threads.id then threads.title || ' ' || threads.tldr || ' ' else '' end || posts.body, 10000)))
      from (select post_id from search_documents order by at desc, post_id limit 20000) as newest
      join posts on posts.id = newest.post_id
      join threads on threads.id = posts.thread_id
    $query$)
    where word ~ '^[[:alpha:]]{2,30}$'
  ), gone as (
    delete from search_words where not exists (select from stated where stated.word = search_words.word)
  )
  insert into search_words as words (word, stem, documents)
  select word, coalesce((tsvector_to_array(to_tsvector('cairn', word)))[1], ''), ndoc from stated
  on conflict (word) do update set documents = excluded.documents where words.documents <> excluded.documents;
  delete from search_corpus;
  insert into search_corpus (documents, counted, recent, latest) values (
    present,
    least(present, 20000),
    (select week_of(at) from search_documents order by at desc offset 20000 limit 1),
    (select week_of(max(at)) from search_documents)
  );
  return true;
end $$;

-- ---------------------------------------------------------------- what cannot be shown yet, and what came from elsewhere

create table outcomes (
  id public_id primary key,
  question_id public_id not null references threads on delete cascade,
  followed jsonb not null default '[]',
  body text not null,
  at timestamptz not null,
  unique (question_id, at)
);

create table series (
  slug slug primary key,
  name text not null,
  summary text not null default '',
  videos jsonb not null default '[]'
);

-- A record's ref in the file it came from, so that importing it again updates it.
create table imported_refs (
  kind text not null,
  ref text not null,
  id text not null,
  primary key (kind, ref)
);

-- People without a name are never public, and no row may lead from one of their posts to the next.
create table imported_people (
  ref_key bytea primary key,
  sealed bytea not null
);

-- ---------------------------------------------------------------- mail kept where no SMTP server is set, limits

create table kept_mails (
  id public_id primary key,
  -- null where the mail concerns a masked post: whose it is must not stand beside what it says
  recipient text,
  subject text not null,
  text text not null,
  at timestamptz not null,
  -- when its link stops working: a list of who signed in when must not be kept
  until timestamptz
);

create table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
