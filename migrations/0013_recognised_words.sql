-- Videos that a machine is to write down the words of. The row goes when they are stored, or when a person has written some.
create table recognitions (
  video_id public_id primary key references videos on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'working', 'failed')),
  -- what its author is told, in a sentence
  reason text not null default '' check (length(reason) <= 1000),
  attempts smallint not null default 0 check (attempts >= 0),
  -- who works at it: another one each time
  run text collate "C" check (run ~ '^[0-9a-f]{32}$'),
  -- when somebody last worked at it, or is to
  touched_at timestamptz not null,
  check ((state = 'working') = (run is not null))
);
create index recognitions_state on recognitions (state, touched_at) where state <> 'failed';

-- Whether a person has written down what is said in a video, in the language that it is spoken in, wherever that is spoken.
create function is_written_down(video text) returns boolean language sql stable as $$
  select exists (
    select from caption_tracks join videos on videos.id = caption_tracks.video_id
    where caption_tracks.video_id = video and caption_tracks.kind <> 'descriptions' and caption_tracks.source <> 'recogniser'
      and split_part(lower(caption_tracks.lang), '-', 1) = split_part(lower(videos.language), '-', 1)
  )
$$;
