import { statement } from '../../platform/db.ts';
import type { Phase } from './context.ts';
import { quote } from './quote.ts';
import { resolvePosts } from './refs.ts';
import type { Staged } from './staging.ts';

const putSeries = statement<
  { slug: string; name: string; summary: string; videos: string },
  { added: boolean }
>('importSeries')`
  insert into series (slug, name, summary, videos)
  values (${'slug'}, ${'name'}, ${'summary'}, ${'videos'}::jsonb)
  on conflict (slug) do update set name = excluded.name, summary = excluded.summary, videos = excluded.videos
  where (series.name, series.summary, series.videos) is distinct from (excluded.name, excluded.summary, excluded.videos)
  returning xmax = 0 as added`;

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
      const ids = JSON.stringify([...new Set(refs.flatMap((ref) => videos.get(ref)?.id ?? []))]);
      const [written] = await putSeries(tx, { slug, name, summary, videos: ids });
      verdicts.count(series, !written ? 'unchanged' : written.added ? 'added' : 'updated');
    }
  },
};
