import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, fieldAttributes } from '../../ui/field.tsx';
import { ErrorSummary, SelectField, TextArea, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { languageName } from '../videos/languages.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import { addressOfVideo } from '../videos/watch-access.ts';
import type { Track } from './tracks.ts';

export interface CaptionsPageProps {
  video: AccessedVideo;
  tracks: readonly Track[];
  written: { lang: string; kind: string; captions: string; chapters: string };
  errors: Record<string, string>;
}

const kinds = {
  captions: 'Captions',
  subtitles: 'Translated subtitles',
  descriptions: 'Descriptions of what is seen',
};

/** Where the author of a video brings its words, by language, and divides it into chapters. */
export function CaptionsPage({ video, tracks, written, errors }: CaptionsPageProps): JSX.Element {
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={[{ name: video.title, href: addressOfVideo(video) }]} />
      <h1>Captions and chapters</h1>
      <ErrorSummary errors={errors} />
      <section class="stack" aria-labelledby="tracks-title">
        <h2 id="tracks-title">{tracks.length === 0 ? 'No captions yet' : 'What there is'}</h2>
        <ul class="caption-tracks">
          {tracks.map((track) => (
            <li key={track.id}>
              <span>
                {languageName(track.lang)} <span class="label">{kinds[track.kind]}</span>
              </span>
              <span class="link-row">
                <a href={urls.captionCorrections({ track: track.id })}>
                  Correct<span class="hidden-text"> {languageName(track.lang)}</span>
                </a>
                <a href={urls.captionTrack({ track: track.id, revision: String(track.revision) })}>
                  WebVTT<span class="hidden-text"> of {languageName(track.lang)}</span>
                </a>
                <PostForm action={urls.captionRemoval({ track: track.id })}>
                  <Button tone="danger">
                    Remove<span class="hidden-text"> {languageName(track.lang)}</span>
                  </Button>
                </PostForm>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <NewCaptions video={video} written={written} errors={errors} />
      <PostForm action={urls.chapters(video)} class="form">
        <h2>Chapters</h2>
        <TextArea
          name="chapters"
          label="Chapters, a line each"
          help="A time and a title: “12:41 What we learned”. Leave it empty for none."
          value={written.chapters}
          rows={8}
          optional
          error={errors['chapters']}
        />
        <div class="form-actions">
          <Button>Save the chapters</Button>
        </div>
      </PostForm>
    </div>
  );
}

function NewCaptions({ video, written, errors }: Omit<CaptionsPageProps, 'tracks'>): JSX.Element {
  const file = { name: 'file', label: 'A file', help: 'WebVTT or SRT.', error: errors['file'] };
  return (
    <PostForm action={urls.captions(video)} class="form" upload>
      <h2>Add or replace</h2>
      <TextField
        name="lang"
        label="Language"
        help="Its short form: en, de, pt-BR. Captions in the same language are replaced."
        value={written.lang}
        error={errors['lang']}
      />
      <SelectField
        name="kind"
        label="What these are"
        value={written.kind}
        choices={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        error={errors['kind']}
      />
      <Field {...file}>
        <input {...fieldAttributes(file)} type="file" accept=".vtt,.srt,text/vtt,application/x-subrip" />
      </Field>
      <TextArea
        name="captions"
        label="Or the words themselves"
        help="As they stand in such a file. Questions asked at a moment find their place again by what is said there."
        value={written.captions}
        rows={10}
        optional
        error={errors['captions']}
      />
      <div class="form-actions">
        <Button>Save the captions</Button>
      </div>
    </PostForm>
  );
}
