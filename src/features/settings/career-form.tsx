import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Field, fieldAttributes, type FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, SelectField, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { levels } from '../bylines/levels.ts';
import { commonRoles } from '../careers/career-fields.ts';

export type CareerFormProps = {
  values: Record<'role' | 'level' | 'company' | 'nativeLevel', string>;
  errors?: FieldErrors;
};

const levelChoices = [
  { value: '', label: 'I would rather not say' },
  ...levels.map((value) => ({ value, label: value })),
];

export function CareerForm({ values, errors = {} }: CareerFormProps): JSX.Element {
  const { communityName } = useSite();
  return (
    <>
      <h1>Career</h1>
      <p class="lede">
        Your posts can be signed with your role and level, for example “Senior Software Engineer at{' '}
        {communityName} Community”. You choose so each time; posts that are there stay as they were signed.
      </p>
      <PostForm action={urls.settingsCareer()} class="form">
        <ErrorSummary errors={errors} />
        <RoleField value={values.role} error={errors['role']} />
        <SelectField
          name="level"
          label="Level"
          help="The one that is closest, whatever your company calls it."
          choices={levelChoices}
          value={values.level}
          error={errors['level']}
          optional
        />
        <h2>For later</h2>
        <p class="field-help">
          Careers cannot be verified yet. What you say here is kept for that, is shown to nobody, and stands
          in no byline.
        </p>
        <TextField
          name="company"
          label="Company"
          value={values.company}
          error={errors['company']}
          autocomplete="off"
          limit={80}
          optional
        />
        <TextField
          name="nativeLevel"
          label="Your level’s name there"
          help="For example SDE 2 or L5."
          value={values.nativeLevel}
          error={errors['nativeLevel']}
          autocomplete="off"
          limit={20}
          optional
        />
        <div class="form-actions">
          <Button>Save</Button>
        </div>
      </PostForm>
    </>
  );
}

function RoleField({ value, error }: { value: string; error: string | undefined }): JSX.Element {
  const words = {
    name: 'role',
    label: 'Role',
    help: 'What you do, without level and company. Choose one or write your own.',
    error,
  };
  return (
    <Field {...words} optional>
      <input
        {...fieldAttributes(words)}
        type="text"
        list="common-roles"
        autoComplete="off"
        defaultValue={value}
      />
      <datalist id="common-roles">
        {commonRoles.map((role) => (
          <option key={role}>{role}</option>
        ))}
      </datalist>
    </Field>
  );
}
