import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Field, FieldSet, fieldAttributes } from '../../ui/field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { OwnVideo } from './videos.ts';

export interface PosterChoiceProps {
  video: OwnVideo;
  errors: FieldErrors;
  address: (file: string) => string;
}

/** The picture before a video: one of its frames, or an image of its author's. */
export function PosterChoice({ video, errors, address }: PosterChoiceProps): JSX.Element {
  const numbers = Array.from({ length: video.frames }, (_, index) => index + 1);
  const picture = {
    name: 'picture',
    label: numbers.length > 0 ? 'Or a picture of your own' : 'A picture that stands before it',
    help: 'JPEG, PNG or WebP, up to 10 MB. It is drawn anew, without anything but its pixels.',
    error: errors['picture'],
  };
  return (
    <section class="stack poster-choice" aria-labelledby="video-picture">
      <h2 id="video-picture">Its picture</h2>
      {numbers.length > 0 && (
        <PostForm action={urls.ownVideoPoster({ id: video.id })} class="form">
          <FieldSet name="frame" label="From the video" error={errors['frame']}>
            <div class="frames">
              {numbers.map((number) => (
                <label key={number} class="frame">
                  <input
                    type="radio"
                    name="frame"
                    value={String(number)}
                    checked={video.poster === `frame-${number}.jpg`}
                  />
                  <img
                    src={address(`frame-${number}.jpg`)}
                    alt={`From part ${number} of ${video.frames}`}
                    width={160}
                    loading="lazy"
                  />
                </label>
              ))}
            </div>
          </FieldSet>
          <div class="form-actions">
            <Button tone="quiet">Use this one</Button>
          </div>
        </PostForm>
      )}
      <PostForm action={urls.ownVideoPicture({ id: video.id })} class="form" upload>
        <Field {...picture}>
          <input {...fieldAttributes(picture)} type="file" accept="image/jpeg,image/png,image/webp" />
        </Field>
        <div class="form-actions">
          <Button tone="quiet">Use this picture</Button>
        </div>
      </PostForm>
    </section>
  );
}
