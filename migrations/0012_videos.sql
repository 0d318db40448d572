-- A video: what was uploaded, how far it has come, and what there is to watch. Its id is that of the thread it becomes.
-- Until it is published there is no thread, and what its page will say stands in `draft`; one that came with an import
-- has its thread from the start, and is watched once it is ready.
create table videos (
  id public_id primary key,
  thread_id public_id unique references threads on delete cascade deferrable initially deferred check (thread_id = id),
  -- under whose name it was uploaded, and who may change it; null where a file brought it
  profile_id public_id references profiles,
  -- {title, body, topics: [slug]}
  draft jsonb,
  publish_when_ready boolean not null default true,
  -- Who may watch it and read what is said in it. Title, notes and comments are public either way.
  audience text not null default 'everybody' check (audience in ('everybody', 'members')),
  state text not null default 'uploading'
    check (state in ('uploading', 'waiting', 'processing', 'ready', 'failed', 'refused')),
  -- what its author is told, in a sentence
  reason text not null default '' check (length(reason) <= 1000),
  progress smallint not null default 0 check (progress between 0 and 100),
  attempts smallint not null default 0 check (attempts >= 0),
  -- when somebody last worked at it: what stands still is taken up again, what was abandoned is swept
  touched_at timestamptz not null default now(),
  -- The file as it was uploaded, by its key among the files (platform/files.ts); null once it is removed.
  original text check (length(original) <= 200),
  -- The SHA-256 of `file`: an import that brings back what was exported here changes nothing.
  file_hash text check (length(file_hash) = 64),
  -- What there is to watch lies among the files below 'videos/' || folder. A new one each time it is processed.
  folder text collate "C" unique check (folder ~ '^[0-9a-f]{32}$'),
  duration_ms integer check (duration_ms >= 0),
  width integer check (width > 0),
  height integer check (height > 0),
  has_picture boolean not null default true,
  has_audio boolean not null default true,
  -- what is spoken in it, as BCP 47 says it
  language text not null default 'en' check (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
  -- files in the folder, each null where there is none: the HLS playlist of all renditions, the file that plays
  -- without scripts, the picture shown before
  playlist text,
  file text,
  file_type text,
  file_bytes bigint,
  poster text,
  -- frames to choose the picture from: 'frame-1.jpg' to this number
  frames smallint not null default 0,
  -- One picture of small frames, from left to right and then down, one each `sprite_every_ms`.
  sprite text,
  sprite_columns smallint,
  sprite_tiles smallint,
  sprite_tile_width smallint,
  sprite_tile_height smallint,
  sprite_every_ms integer,
  check ((thread_id is null) = (draft is not null)),
  check (draft is null or profile_id is not null),
  check (state <> 'ready' or (folder is not null and duration_ms is not null))
);
create index videos_profile on videos (profile_id);
create index videos_state on videos (state, touched_at) where state not in ('ready', 'refused');

-- The heights that there are to choose from; of a video without picture, one of height 0.
create table renditions (
  video_id public_id not null references videos on delete cascade,
  height integer not null check (height >= 0),
  width integer not null check (width >= 0),
  bits_per_second integer not null,
  codecs text not null,
  bytes bigint not null,
  primary key (video_id, height)
);

-- A file that is arriving. The id stands in the address it is sent to, known only to who began it.
create table video_uploads (
  id text collate "C" primary key check (id ~ '^[0-9a-f]{32}$'),
  video_id public_id not null unique references videos on delete cascade,
  bytes bigint not null check (bytes > 0),
  expires_at timestamptz not null
);
create index video_uploads_expired on video_uploads (expires_at);

-- Whom admins let upload, where the setting VIDEO_AUTHORS says that authors are chosen.
create table video_authors (
  profile_id public_id primary key references profiles on delete cascade
);

create table speakers (
  video_id public_id not null references videos on delete cascade,
  position smallint not null,
  profile_id public_id not null references profiles,
  primary key (video_id, position),
  unique (video_id, profile_id)
);
create index speakers_profile on speakers (profile_id);

-- ---------------------------------------------------------------- what is said

-- One a language and kind. The transcript is read from the track in the video's own language.
create table caption_tracks (
  id public_id primary key,
  video_id public_id not null references videos on delete cascade,
  lang text not null check (lang ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
  kind text not null default 'captions' check (kind in ('captions', 'subtitles', 'descriptions')),
  source text not null default 'author' check (source in ('author', 'import', 'recogniser')),
  -- counts the changes: in the address of what is made of it
  revision integer not null default 1,
  unique (video_id, lang, kind)
);

-- Text as it is read: no markup. `speaker` is who says it, as the file names them.
create table cues (
  track_id public_id not null references caption_tracks on delete cascade,
  position integer not null check (position >= 0),
  starts_ms integer not null check (starts_ms >= 0),
  ends_ms integer not null,
  text text not null check (length(text) between 1 and 5000),
  speaker text check (length(speaker) between 1 and 120),
  -- begins a paragraph of the transcript
  begins_paragraph boolean not null default false,
  primary key (track_id, position),
  check (ends_ms >= starts_ms)
);

-- What a reader would have a cue say. `suggester_key` is a hash of account and track, so that nobody floods it.
create table caption_suggestions (
  id public_id primary key,
  track_id public_id not null references caption_tracks on delete cascade,
  suggester_key bytea not null check (length(suggester_key) = 16),
  starts_ms integer not null,
  was text not null check (length(was) <= 5000),
  becomes text not null check (length(becomes) between 1 and 5000)
);
create index caption_suggestions_track on caption_suggestions (track_id, starts_ms);

create table chapters (
  video_id public_id not null references videos on delete cascade,
  starts_ms integer not null check (starts_ms >= 0),
  title text not null check (length(title) between 1 and 300),
  primary key (video_id, starts_ms)
);

-- ---------------------------------------------------------------- moments

-- A second of a video that a post points to: the question that was asked there, or an answer that cites it. `words` is
-- what was said there, by which it is found again when captions change.
create table moments (
  post_id public_id not null references posts on delete cascade deferrable initially deferred,
  video_id public_id not null references videos on delete cascade,
  at_ms integer not null check (at_ms >= 0),
  words text not null default '' check (length(words) <= 500),
  -- asked there; else a link in its text leads there
  asked boolean not null default false,
  primary key (post_id, video_id, at_ms)
);
-- A question is asked at one moment.
create unique index moments_asked on moments (post_id) where asked;
create index moments_video on moments (video_id, at_ms);

-- What is said in a video from just before a moment on: some thirty words of its transcript.
create function words_at(video text, at_ms integer) returns text language sql stable as $$
  select coalesce(left(string_agg(text, ' ' order by position), 300), '')
  from (
    select cues.text, cues.position from cues
    where cues.track_id = (
      select caption_tracks.id from caption_tracks join videos on videos.id = caption_tracks.video_id
      where caption_tracks.video_id = video and caption_tracks.kind <> 'descriptions'
      order by caption_tracks.lang = videos.language desc, caption_tracks.kind, caption_tracks.lang
      limit 1
    ) and cues.ends_ms > words_at.at_ms
    order by cues.position limit 4
  ) as said
$$;

-- How far somebody has watched, and what they note for themselves, are in private slots: kinds 'watched' and
-- 'video-notes'.

-- ---------------------------------------------------------------- series

alter table series add column profile_id public_id references profiles on delete set null;

create table series_videos (
  series_slug slug not null references series on delete cascade on update cascade,
  position smallint not null,
  -- the video's thread
  video_id public_id not null references threads on delete cascade,
  summary text not null default '' check (length(summary) <= 500),
  primary key (series_slug, position),
  unique (series_slug, video_id)
);
create index series_videos_video on series_videos (video_id);

insert into series_videos (series_slug, position, video_id)
select slug, row_number() over (partition by slug order by position), video
from series cross join jsonb_array_elements_text(videos) with ordinality as listed (video, position)
where exists (select from threads where threads.id = video and kind = 'video');
alter table series drop column videos;

-- ---------------------------------------------------------------- what imports have brought so far

insert into videos (id, thread_id, profile_id, state, reason, original)
select threads.id, threads.id, posts.profile_id,
  case when recording #>> '{file,stored}' is null then 'refused' else 'waiting' end,
  case when recording #>> '{file,stored}' is null then 'The file of this video did not come with it.' else '' end,
  recording #>> '{file,stored}'
from threads join posts on posts.id = threads.id
where threads.kind = 'video';

insert into speakers (video_id, position, profile_id)
select threads.id, row_number() over (partition by threads.id order by position), speaker
from threads cross join jsonb_array_elements_text(recording -> 'speakers') with ordinality as named (speaker, position)
where threads.kind = 'video' and exists (select from profiles where profiles.id = speaker);

insert into chapters (video_id, starts_ms, title)
select threads.id, ((chapter ->> 'at')::numeric * 1000)::integer, chapter ->> 'title'
from threads cross join jsonb_array_elements(recording -> 'chapters') as chapter
where threads.kind = 'video'
on conflict do nothing;

-- ---------------------------------------------------------------- search

-- What is said in a video, where everybody may read it: in its own language, else in the first there is.
create function spoken_words(video text) returns text language sql stable as $$
  select coalesce(string_agg(cues.text, ' ' order by cues.position), '')
  from cues
  where cues.track_id = (
    select caption_tracks.id from caption_tracks join videos on videos.id = caption_tracks.video_id
    where caption_tracks.video_id = video and videos.audience = 'everybody' and caption_tracks.kind <> 'descriptions'
    order by caption_tracks.lang = videos.language desc, caption_tracks.kind, caption_tracks.lang
    limit 1
  )
$$;

-- As before, and of a video also what is said in it. Weights: A title, B TL;DR, C the thread's own text, D answers and
-- what is said.
create or replace function index_posts(ids text[]) returns void language sql set plan_cache_mode = force_generic_plan as $$
  delete from search_documents
  where post_id = any (ids) and not exists (select from public_posts where public_posts.id = search_documents.post_id);
  insert into search_documents (post_id, thread_id, at, words)
  select posts.id, posts.thread_id, posts.at,
    case when posts.id = threads.id
      then setweight(to_tsvector('cairn', search_text(threads.title)), 'A')
        || setweight(to_tsvector('cairn', search_text(threads.tldr)), 'B')
        || setweight(to_tsvector('cairn', search_text(posts.body)), 'C')
        || case when posts.kind = 'video' then to_tsvector('cairn', search_text(spoken_words(posts.id))) else '' end
      else to_tsvector('cairn', search_text(posts.body))
    end || format('''#%s'':1A', week_of(posts.at))::tsvector
  from public_posts as posts join threads on threads.id = posts.thread_id
  where posts.id = any (ids) and posts.kind <> 'comment'
  order by posts.id
  on conflict (post_id) do update set at = excluded.at, words = excluded.words
$$;
