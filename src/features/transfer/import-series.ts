import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Phase } from './context.ts';
import { quote } from './quote.ts';
import { resolvePosts } from './refs.ts';
import type { Staged } from './staging.ts';

const findKnown = statement<{ slug: string }, { name: string; summary: string; videos: string[] }>(
  'findKnownSeries',
)`
  select name, summary, array(select video_id::text from series_videos where series_slug = slug order by position) as videos
  from series where slug = ${'slug'}`;

const putSeries = statement<{ slug: string; name: string; summary: string }, never>('importSeries')`
  insert into series (slug, name, summary) values (${'slug'}, ${'name'}, ${'summary'})
  on conflict (slug) do update set name = excluded.name, summary = excluded.summary`;

const takeSummaries = statement<{ slug: string }, { id: string; summary: string }>('takeSeriesSummaries')`
  delete from series_videos where series_slug = ${'slug'} returning video_id as id, summary`;

const putVideos = statement<{ slug: string; ids: string[]; summaries: string[] }, never>(
  'importSeriesVideos',
)`
  insert into series_videos (series_slug, position, video_id, summary)
  select ${'slug'}, position, id, summary
  from unnest(${'ids'}::text[], ${'summaries'}::text[]) with ordinality as given (id, summary, position)`;

/** What its makers have written of each video here stays: the format has no place for it. */
async function put(
  tx: Tx,
  series: { slug: string; name: string; summary: string; videos: string[] },
): Promise<'added' | 'updated' | 'unchanged'> {
  const { slug, name, summary, videos: ids } = series;
  const [known] = await findKnown(tx, { slug });
  if (known && known.name === name && known.summary === summary && known.videos.join() === ids.join())
    return 'unchanged';
  await putSeries(tx, { slug, name, summary });
  const written = await takeSummaries(tx, { slug });
  const summaries = ids.map((id) => written.find((video) => video.id === id)?.summary ?? '');
  await putVideos(tx, { slug, ids, summaries });
  return known ? 'updated' : 'added';
}

export const seriesPhase: Phase<'series', Staged<'series'>> = {
  type: 'series',
  prepare: (_, series) => series,
  write: async (_, tx, batch, verdicts) => {
    const videos = await resolvePosts(
      tx,
      batch.flatMap(({ record }) => record.videos),
    );
    for (const series of batch) {
      const { slug, name, summary, videos: refs } = series.record;
      const other = refs.find((ref) => videos.get(ref)?.kind !== 'video');
      if (other !== undefined) {
        verdicts.reject(series, `there is no video ${quote(other)}`);
        continue;
      }
      const ids = [...new Set(refs.flatMap((ref) => videos.get(ref)?.id ?? []))];
      verdicts.count(series, await put(tx, { slug, name, summary, videos: ids }));
    }
  },
};
