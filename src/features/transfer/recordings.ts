import { buffer } from 'node:stream/consumers';
import type { ReadCaptions } from '../captions/cue.ts';
import { decodeCaptions, readCaptions } from '../captions/read-captions.ts';
import type { TransferPlatform } from './context.ts';
import type { RecordOf } from './records.ts';
import type { StoredFile } from './stored-files.ts';
import { storeFile } from './stored-files.ts';
import { quote } from './quote.ts';

/** What only a video has, as `threads.recording` holds it. Speakers are ids of profiles. */
export interface Recording {
  file: StoredFile | null;
  captions: { lang: string; file: StoredFile }[];
  chapters: { at: number; title: string }[];
  speakers: string[];
}

/** What is said in it, by language, as the files that are here have it. */
export type Spoken = Map<string, ReadCaptions>;

export type PreparedRecording =
  { recording: Recording; spoken: Spoken; notes: string[] } | { reason: string };

/** Brings the files of a video in; its speakers follow when people are known. */
export async function prepareRecording(
  platform: TransferPlatform,
  folder: string,
  video: RecordOf<'video'>,
): Promise<PreparedRecording> {
  const stored = new Map<string, StoredFile>();
  const notes: string[] = [];
  for (const name of namesOf(video)) {
    const taken = await storeFile(platform, folder, name);
    if ('reason' in taken) return { reason: `${quote(name)} ${taken.reason}` };
    if ('missing' in taken.file) notes.push(`the file ${quote(name)} is not there`);
    stored.set(name, taken.file);
  }
  const fileOf = (name: string): StoredFile => stored.get(name) ?? { missing: name };
  const recording = {
    file: video.file === undefined ? null : fileOf(video.file),
    captions: video.captions.map(({ lang, file }) => ({ lang, file: fileOf(file) })),
    chapters: video.chapters,
    speakers: [],
  };
  return { recording, spoken: await readSpoken(platform, recording), notes };
}

async function readSpoken({ files }: TransferPlatform, { captions }: Recording): Promise<Spoken> {
  const spoken: Spoken = new Map();
  for (const { lang, file } of captions) {
    if ('missing' in file) continue;
    const source = decodeCaptions(await buffer(await files.read(file.stored)));
    spoken.set(lang, source === null ? notText : readCaptions(source));
  }
  return spoken;
}

const notText = { cues: [], troubles: [{ line: 1, reason: 'This is no text in UTF-8.' }] };

function namesOf({ file, captions }: RecordOf<'video'>): Set<string> {
  return new Set([...(file === undefined ? [] : [file]), ...captions.map((caption) => caption.file)]);
}

/** A file that was not beside the record this time stays the one that is here. */
export function keepStored(recording: Recording, known: Recording | null): Recording {
  const track = (lang: string) => known?.captions.find((caption) => caption.lang === lang)?.file;
  return {
    ...recording,
    file: recording.file && present(recording.file, known?.file),
    captions: recording.captions.map(({ lang, file }) => ({ lang, file: present(file, track(lang)) })),
  };
}

function present(file: StoredFile, known: StoredFile | null | undefined): StoredFile {
  return 'missing' in file && known && 'stored' in known ? known : file;
}
