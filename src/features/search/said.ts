import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Segment } from './excerpts.ts';
import { excerptOf, markTexts } from './excerpts.ts';

/** Where in a video words are said. */
export interface SaidIn {
  atMs: number;
  excerpt: Segment[];
}

// Only what everybody may read, from the track that the search document is made of.
const findSaid = statement<{ ids: string[]; query: string }, { id: string; atMs: number; text: string }>(
  'findSaidIn',
)`
  select distinct on (videos.id) videos.id, cues.starts_ms as "atMs", replace(cues.text, chr(10), ' ') as text
  from videos
  join cues on cues.track_id = (
    select caption_tracks.id from caption_tracks
    where caption_tracks.video_id = videos.id and kind <> 'descriptions' order by lang = videos.language desc, kind, lang limit 1
  )
  cross join lateral to_tsvector('cairn', search_text(cues.text)) as words
  where videos.id = any (${'ids'}::text[]) and videos.audience = 'everybody'
    and words @@ to_tsquery('cairn', ${'query'})
  order by videos.id, ts_rank(words, to_tsquery('cairn', ${'query'})) desc, cues.starts_ms`;

/** For each video in which any of the words is said: the place that fits best. `query` as to_tsquery() takes it. */
export async function findSaidIn(
  db: Queryable,
  ids: readonly string[],
  query: string,
): Promise<Map<string, SaidIn>> {
  if (ids.length === 0 || query === '') return new Map();
  const rows = await findSaid(db, { ids: [...ids], query });
  const marked = await markTexts(
    db,
    rows.map(({ text }) => text),
    query,
  );
  return new Map(rows.map(({ id, atMs }, place) => [id, { atMs, excerpt: excerptOf(marked[place] ?? []) }]));
}
