import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextArea, TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { profileLimits } from '../profiles/profiles.ts';

export type ProfileValues = Record<'name' | 'slug' | 'title' | 'bio' | 'links', string>;

export type ProfileFormProps = {
  values: ProfileValues;
  /** The address of the page that is there already. */
  published: string | null;
  portrait?: string | null;
  preview?: string | undefined;
  errors?: FieldErrors;
};

export function ProfileForm(props: ProfileFormProps): JSX.Element {
  const { published, portrait, errors = {} } = props;
  return (
    <>
      <h1>Profile</h1>
      <p class="lede">
        A profile is public, and you need none. With one you can sign a post with your name. Anyone can then
        see your name, what you say below, and every post that you sign with it; search engines too.
      </p>
      <p>What you post without your name is never on it, and nothing leads from one to the other.</p>
      {published && (
        <p>
          <a href={published}>See it as others do</a>
          {' · '}
          <a href={urls.settingsPortrait()}>{portrait ? 'Change the portrait' : 'Add a portrait'}</a>
        </p>
      )}
      <PostForm action={urls.settingsProfile()} class="form">
        <ErrorSummary errors={errors} />
        <Fields {...props} />
        <div class="form-actions">
          <Button>{published ? 'Save' : 'Make it public'}</Button>
        </div>
      </PostForm>
    </>
  );
}

function Fields({ values, errors = {}, preview }: ProfileFormProps): JSX.Element {
  const { baseUrl } = useSite();
  const { name, slug, title, bio } = profileLimits;
  return (
    <>
      <TextField
        name="name"
        label="Name"
        autocomplete="name"
        limit={name}
        value={values.name}
        error={errors['name']}
      />
      <TextField
        name="slug"
        label="Address of the page"
        help={`What comes after ${baseUrl}${urls.people()}/. Left empty, it is made from the name.`}
        limit={slug}
        spellcheck={false}
        autocomplete="off"
        value={values.slug}
        error={errors['slug']}
        optional
      />
      <TextField
        name="title"
        label="Title"
        help="Stands behind your name, for example Senior Director of Engineering at AKASA. We do not check it."
        autocomplete="organization-title"
        limit={title}
        value={values.title}
        error={errors['title']}
        optional
      />
      <MarkdownField
        name="bio"
        label="About you"
        rows={6}
        limit={bio}
        value={values.bio}
        preview={preview}
        error={errors['bio']}
        optional
      />
      <TextArea
        name="links"
        label="Links"
        help="Up to five addresses that start with https://, one a line."
        rows={3}
        value={values.links}
        error={errors['links']}
        optional
      />
    </>
  );
}
