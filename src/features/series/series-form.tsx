import type { JSX } from 'preact';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, TextArea, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';

/** Where a series is made, and changed. `slug`: of one that there is. */
export function SeriesForm({
  slug,
  fields,
  errors,
}: {
  slug: string | null;
  fields: RawForm;
  errors: Record<string, string>;
}): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>{slug === null ? 'Start a series' : 'Edit the series'}</h1>
      <ErrorSummary errors={errors} />
      <PostForm action={slug === null ? urls.allSeries() : urls.series({ slug })} class="form">
        <TextField
          name="name"
          label="Name"
          value={fieldText(fields, 'name')}
          limit={120}
          error={errors['name']}
        />
        <TextField
          name="summary"
          label="Summary"
          help="What one has learned after the last video, in a sentence."
          value={fieldText(fields, 'summary')}
          limit={500}
          optional
          error={errors['summary']}
        />
        <TextArea
          name="videos"
          label="Videos, a line each"
          help="The address of a video’s page, and after a space what it is for in this series, if you like."
          value={fieldText(fields, 'videos')}
          rows={10}
          optional
          error={errors['videos']}
        />
        <div class="form-actions">
          <Button>{slug === null ? 'Start it' : 'Save'}</Button>
        </div>
      </PostForm>
      {slug !== null && (
        <PostForm action={urls.seriesRemoval({ slug })}>
          <div class="form-actions">
            <Button tone="danger">Take the series apart</Button>
            <p class="field-help">Its videos stay.</p>
          </div>
        </PostForm>
      )}
    </div>
  );
}
