import type { ComponentChildren, JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Field, fieldAttributes, type FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, SelectField, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { levels } from '../bylines/levels.ts';
import { commonRoles, yearRanges } from '../careers/career-fields.ts';
import type { Proposal } from '../careers/stating.ts';

export type CareerValues = Record<'role' | 'level' | 'company' | 'nativeLevel' | 'years', string>;

export type CareerFormProps = {
  values: CareerValues;
  companies: readonly string[];
  /** What the level map says of the level, where it was asked; null where it does not know it. */
  proposal?: Proposal | null;
  /** Whether the company is verified. */
  verified: boolean;
  errors?: FieldErrors;
};

const unsaid = { value: '', label: 'I would rather not say' };
const levelChoices = [unsaid, ...levels.map((value) => ({ value, label: value }))];
const yearChoices = [unsaid, ...yearRanges.map((value) => ({ value, label: value }))];

export function CareerForm(props: CareerFormProps): JSX.Element {
  const { values, errors = {} } = props;
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
        <SuggestingField
          name="role"
          label="Role"
          help="What you do, without level and company. Choose one or write your own."
          value={values.role}
          error={errors['role']}
          suggestions={commonRoles}
        />
        <SelectField
          name="years"
          label="Years at work"
          help="Kept sealed, and shown nowhere."
          choices={yearChoices}
          value={values.years}
          error={errors['years']}
          optional
        />
        <CompanyFields {...props} errors={errors} />
        <SelectField
          name="level"
          label="Level"
          help={
            <>
              The one that is closest to what you do. <a href={urls.levels()}>The level map</a> can propose it
              from the two fields above; the choice is yours.
            </>
          }
          choices={levelChoices}
          value={values.level}
          error={errors['level']}
          optional
        />
        {/* The first button is the one that Enter presses. */}
        <div class="form-actions">
          <Button>Save</Button>
          <Button tone="quiet" name="propose" value="1">
            Propose the level
          </Button>
        </div>
      </PostForm>
    </>
  );
}

function CompanyFields(props: CareerFormProps & { errors: FieldErrors }): JSX.Element {
  const { values, companies, verified, errors } = props;
  return (
    <>
      <SuggestingField
        name="company"
        label="Company"
        help={
          verified
            ? 'Verified. With another company here, the verification ends.'
            : 'Shown to nobody, and in no byline, before it is verified.'
        }
        value={values.company}
        error={errors['company']}
        suggestions={companies}
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
      <Proposed {...props} />
    </>
  );
}

function Proposed({ proposal, values }: CareerFormProps): JSX.Element | null {
  if (proposal === undefined) return null;
  if (proposal === null) {
    return (
      <p role="status">
        {values.company && values.nativeLevel
          ? `The level map does not know “${values.nativeLevel}” at ${values.company} yet. Choose the closest level yourself.`
          : 'Name the company and its level, and the level map can propose one.'}
      </p>
    );
  }
  const { company, nativeLevel, band } = proposal;
  return (
    <p role="status">
      On the level map, {nativeLevel} at <a href={urls.companyLevels(company)}>{company.name}</a> is{' '}
      <strong>{band}</strong>. It is chosen below; change it where it does not fit what you do.
    </p>
  );
}

type SuggestingProps = {
  name: string;
  label: string;
  help: ComponentChildren;
  value: string;
  error: string | undefined;
  suggestions: readonly string[];
};

function SuggestingField({ value, suggestions, ...words }: SuggestingProps): JSX.Element {
  const list = `${words.name}-suggestions`;
  return (
    <Field {...words} optional>
      <input {...fieldAttributes(words)} type="text" list={list} autoComplete="off" defaultValue={value} />
      <datalist id={list}>
        {suggestions.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </datalist>
    </Field>
  );
}
