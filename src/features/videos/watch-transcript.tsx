import type { JSX } from 'preact';
import { momentUrl, urls } from '../../urls.ts';
import type { Paragraph } from '../captions/paragraphs.ts';
import { divideByChapters } from '../captions/parts.ts';
import { clockTime, spokenTime } from '../captions/timestamps.ts';
import type { StoredCue, Track } from '../captions/tracks.ts';
import { languageName } from './languages.ts';
import type { VideoRow } from './watch-video.ts';

export interface TranscriptProps {
  thread: { id: string; slug: string };
  video: Pick<VideoRow, 'chapters' | 'tracks'>;
  track: Track;
  cues: readonly StoredCue[];
  /** Offers to correct a paragraph. */
  correct?: 'Correct' | 'Suggest a correction' | undefined;
}

/** What is said, as text: under its chapters, each paragraph with its time, each cue to be found by a script. */
export function Transcript(props: TranscriptProps): JSX.Element {
  const { cues, video, track } = props;
  const parts = divideByChapters(cues, video.chapters);
  return (
    <div class="transcript" lang={track.lang} dir="auto">
      {parts.map(({ chapter, paragraphs }) => (
        <section key={chapter?.startsMs ?? -1}>
          {chapter && (
            <h3 class="transcript-chapter" dir="auto">
              {chapter.title}
            </h3>
          )}
          {paragraphs.map((paragraph) => (
            <Said key={paragraph.cues[0]?.position} paragraph={paragraph} {...props} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Said({
  paragraph,
  thread,
  track,
  correct,
}: TranscriptProps & { paragraph: Paragraph<StoredCue> }): JSX.Element {
  const [first] = paragraph.cues;
  const atMs = first?.startsMs ?? 0;
  return (
    <div class="said">
      <a class="said-at" href={momentUrl(thread, atMs)} data-seek={atMs}>
        <span aria-hidden="true">{clockTime(atMs)}</span>
        <span class="hidden-text">At {spokenTime(atMs)}</span>
      </a>
      <p dir="auto">
        {paragraph.speaker && <b class="said-by">{paragraph.speaker}: </b>}
        {paragraph.cues.map((cue) => (
          <span key={cue.position} data-at={cue.startsMs} data-to={cue.endsMs}>
            {cue.text.replaceAll('\n', ' ')}{' '}
          </span>
        ))}
        {correct && (
          <a
            class="said-correct"
            href={`${urls.captionCorrections({ track: track.id })}?from=${first?.position ?? 0}`}
          >
            {correct}
            <span class="hidden-text"> from {clockTime(atMs)} on</span>
          </a>
        )}
      </p>
    </div>
  );
}

/** Where nobody has read it over yet. */
export function ByMachine({ track }: Pick<TranscriptProps, 'track'>): JSX.Element | null {
  return track.source === 'recogniser' ? <p class="label">Recognised by a machine</p> : null;
}

/** The languages that there are words in, to read it in another. */
export function Languages({
  video,
  track,
  hrefOf,
}: Pick<TranscriptProps, 'video' | 'track'> & { hrefOf: (lang: string) => string }): JSX.Element | null {
  const spoken = video.tracks.filter(({ kind }) => kind !== 'descriptions');
  if (spoken.length < 2) return null;
  return (
    <p class="link-row transcript-languages">
      {spoken.map(({ id, lang }) => (
        <a key={id} href={hrefOf(lang)} lang={lang} aria-current={id === track.id ? 'true' : undefined}>
          {languageName(lang)}
        </a>
      ))}
    </p>
  );
}
