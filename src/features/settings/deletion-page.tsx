import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Checkbox, ErrorSummary, RadioGroup } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { departureDays } from '../accounts/departures.ts';

export type DeletionPageProps = {
  hasProfile: boolean;
  values?: { masked: string; named: string };
  errors?: FieldErrors;
};

const gone = `Each goes at a moment of its own within ${departureDays} days, so that nobody sees which were one person’s. A question goes with the answers to it.`;

export function DeletionPage({ hasProfile, values, errors = {} }: DeletionPageProps): JSX.Element {
  return (
    <>
      <h1>Delete the account</h1>
      <p class="lede">
        At once and for good: your address, every way to sign in, your career, drafts, API tokens, and the
        note of which posts were yours. Your votes stay as numbers; nobody can tell whose they were.
      </p>
      <p>
        <a href={urls.settingsExport()}>Download everything first</a>: afterwards nobody can give it to you.
      </p>
      <PostForm action={urls.settingsDeletion()} class="form">
        <ErrorSummary errors={errors} />
        <RadioGroup
          name="masked"
          label="What you posted masked"
          value={values?.masked ?? 'stay'}
          error={errors['masked']}
          choices={[
            {
              value: 'stay',
              label: 'Stays as it is',
              help: 'It belongs to nobody then. You cannot edit it or take it down later.',
            },
            { value: 'go', label: 'Is taken down', help: gone },
          ]}
        />
        {hasProfile && (
          <RadioGroup
            name="named"
            label="What you posted under your name"
            value={values?.named ?? 'stay'}
            error={errors['named']}
            choices={[
              {
                value: 'stay',
                label: 'Stays, by “Former member”',
                help: 'Your name is gone from it at once.',
              },
              { value: 'go', label: 'Is taken down', help: 'It is by “Former member” until each has gone.' },
            ]}
          />
        )}
        <Checkbox
          name="sure"
          label="I know that this cannot be taken back"
          help="Backups that the operator has made keep what was in them until they are deleted too."
          error={errors['sure']}
        />
        <div class="form-actions">
          <Button tone="danger">Delete my account</Button>
          <a href={urls.settingsAccount()}>Keep it</a>
        </div>
      </PostForm>
    </>
  );
}

export function GoodbyePage(): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>Your account is deleted</h1>
      <p class="lede">
        You are signed out everywhere. Nothing here says any more that you were at {useSite().communityName};
        what you chose to take down goes piece by piece in the coming {departureDays} days.
      </p>
      <p>You can read on as anybody can, and sign up again as somebody new, with the same address too.</p>
      <p>
        <a class="button" href={urls.home()}>
          Read on
        </a>
      </p>
    </div>
  );
}
