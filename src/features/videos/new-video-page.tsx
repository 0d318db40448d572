import type { JSX } from 'preact';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { OwnVideos } from './own-videos.tsx';
import { VideoFields } from './video-fields.tsx';
import type { OwnVideoLine } from './videos.ts';

export interface NewVideoPageProps {
  fields: RawForm;
  errors: FieldErrors;
  own: OwnVideoLine[];
}

/** The first of two steps: what it is. The file comes next, on a page of its own. */
export function NewVideoPage({ fields, errors, own }: NewVideoPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Share a video</h1>
        <p class="lede">Say what it is about first. The file comes next.</p>
      </div>
      <ErrorSummary errors={errors} />
      <PostForm action={urls.ownVideos()} class="form">
        <VideoFields fields={fields} errors={errors} isPublished={false} />
        <div class="form-actions">
          <Button>Go on to the file</Button>
          <p class="field-help">It is published under your name.</p>
        </div>
      </PostForm>
      {own.length > 0 && (
        <section class="section" aria-labelledby="own-videos">
          <h2 id="own-videos">Your videos</h2>
          <OwnVideos videos={own} />
        </section>
      )}
    </div>
  );
}
