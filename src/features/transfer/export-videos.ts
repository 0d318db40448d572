import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import { listCues } from '../captions/tracks.ts';
import { writeWebVtt } from '../captions/write-webvtt.ts';
import { listThreads, signedBy, texts } from './export-threads.ts';
import type { Recording } from './recordings.ts';
import type { Section } from './sections.ts';
import { left, printTime } from './sections.ts';
import type { StoredFile } from './stored-files.ts';

/** The names that the files of videos have in an export, below its folder. */
export const filesBeside = 'files';

interface VideoRow {
  recording: Recording | null;
  isOpen: boolean;
  /** The ending of the file that there is to watch. */
  ending: string | null;
  tracks: { lang: string; asImported: boolean }[];
  chapters: { at: number; title: string }[];
  speakers: string[];
}

const findVideo = statement<{ id: string }, VideoRow>('exportVideo')`
  select threads.recording, coalesce(videos.audience = 'everybody', true) as "isOpen",
    case when videos.state = 'ready' then substring(videos.file from '[.](\\w+)$') end as ending,
    coalesce((
      select jsonb_agg(jsonb_build_object('lang', lang, 'asImported', source = 'import' and revision = 1) order by lang)
      from caption_tracks where video_id = threads.id and kind = 'captions'
    ), '[]') as tracks,
    coalesce((
      select jsonb_agg(jsonb_build_object('at', starts_ms / 1000.0, 'title', title) order by starts_ms)
      from chapters where video_id = threads.id
    ), '[]') as chapters,
    array(select profile_id::text from speakers where video_id = threads.id order by position) as speakers
  from threads left join videos on videos.id = threads.id where threads.id = ${'id'}`;

export const videos: Section = async function* (tx) {
  for await (const thread of listThreads(tx, 'video')) {
    const [video] = await findVideo(tx, { id: thread.id });
    const { isOpen = false, chapters = [], speakers = [] } = video ?? {};
    yield {
      type: 'video',
      ...texts(thread),
      ...signedBy(thread, speakers[0]),
      // What members alone may watch is not public, and neither are its words.
      file: video && isOpen ? filmOf(thread.id, video) : undefined,
      captions: video && isOpen ? left(captionsOf(thread.id, video)) : undefined,
      chapters: isOpen ? left(chapters) : undefined,
      speakers: left(speakers),
      ...{ topics: left(thread.topics), at: printTime(thread.at) },
    };
  }
};

/** What there is to watch; before it is ready, the file that was imported. */
function filmOf(id: string, { ending, recording }: VideoRow): string | undefined {
  if (ending) return `${filesBeside}/${id}.${ending}`;
  return recording?.file ? fileName(recording.file) : undefined;
}

/** Those that were written here as files of ours; those that came by import as they came. */
function captionsOf(id: string, { recording, tracks }: VideoRow): { lang: string; file: string }[] {
  const imported = recording?.captions ?? [];
  const written = tracks.filter(
    ({ lang, asImported }) => !asImported || !imported.some((track) => track.lang === lang),
  );
  const kept = imported.filter(({ lang }) => !written.some((track) => track.lang === lang));
  return [
    ...kept.map(({ lang, file }) => ({ lang, file: fileName(file) })),
    ...written.map(({ lang }) => ({ lang, file: `${filesBeside}/${id}.${lang}.vtt` })),
  ];
}

function fileName(file: StoredFile): string {
  return 'stored' in file ? `${filesBeside}/${file.stored}` : file.missing;
}

const findTrack = statement<{ id: string; lang: string }, { id: string }>('exportCaptionTrack')`
  select id from caption_tracks where video_id = ${'id'} and lang = ${'lang'} and kind = 'captions'`;

/** The captions that a name of `captionsOf` means, as WebVTT; null where it means none. */
export async function findWrittenCaptions(tx: Tx, name: string): Promise<string | null> {
  const [, id = '', lang = ''] = /^(\w{6,32})\.([\w-]+)\.vtt$/.exec(name) ?? [];
  const [track] = id === '' ? [] : await findTrack(tx, { id, lang });
  return track ? writeWebVtt(await listCues(tx, track.id)) : null;
}

const findMade = statement<{ id: string }, { key: string }>('exportMadeVideo')`
  select 'videos/' || folder || '/' || file as key from videos where id = ${'id'} and state = 'ready'`;

/** The key, among the files, of the film that a name of `filmOf` means. */
export async function findMadeKey(tx: Tx, name: string): Promise<string | null> {
  const [, id = ''] = /^(\w{6,32})\.\w+$/.exec(name) ?? [];
  const [made] = id === '' ? [] : await findMade(tx, { id });
  return made?.key ?? null;
}
