import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Field, fieldAttributes, type FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { Face } from '../bylines/face.tsx';
import type { OwnProfile } from '../profiles/profiles.ts';

export type PortraitPageProps = { profile: OwnProfile; errors?: FieldErrors };

/** Choosing, changing and removing the portrait. A page of its own, so that no other field can be lost. */
export function PortraitPage({ profile, errors = {} }: PortraitPageProps): JSX.Element {
  const { name, slug, title, portrait } = profile;
  return (
    <>
      <h1>Portrait</h1>
      <div class="portrait-now">
        <Face byline={{ form: 'named', name, slug, title, portrait }} large />
        <p>
          {portrait
            ? 'This is what stands beside your name, on your page and on the posts that you sign with it.'
            : 'Your initials stand beside your name until you choose a picture.'}{' '}
          <a href={urls.settingsProfile()}>Back to the profile</a>
        </p>
      </div>
      <PostForm action={urls.settingsPortrait()} class="form" upload>
        <ErrorSummary errors={errors} />
        <Upload error={errors['portrait']} />
        <div class="form-actions">
          <Button>{portrait ? 'Change it' : 'Use this picture'}</Button>
        </div>
      </PostForm>
      {portrait && (
        <PostForm action={urls.settingsPortraitRemoval()}>
          <Button tone="quiet">Remove it</Button>
        </PostForm>
      )}
    </>
  );
}

function Upload({ error }: { error: string | undefined }): JSX.Element {
  const props = {
    name: 'portrait',
    label: 'Picture',
    help: 'JPEG, PNG or WebP, up to 10 MB. Its middle is cut out as a square. We keep the pixels alone: no place, no time, no camera, no file name, and not the file itself.',
    error,
  };
  return (
    <Field {...props}>
      <input {...fieldAttributes(props)} type="file" accept="image/jpeg,image/png,image/webp" />
    </Field>
  );
}
