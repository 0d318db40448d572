import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, RadioGroup } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { longTime } from '../../ui/time-ago.tsx';
import { urls } from '../../urls.ts';

export interface HidingPageProps {
  /** In how many threads the account's byline names a company. */
  threads: number;
  /** Until when it goes from them, where that was asked for. */
  until: Date | null;
  errors: Record<string, string>;
}

/** Where a person takes their company out of all their bylines. */
export function HidingPage({ threads, until, errors }: HidingPageProps): JSX.Element {
  return (
    <>
      <h1>Hide my company everywhere</h1>
      <p class="lede">{shownIn(threads)}</p>
      {until && threads > 0 && (
        <>
          <p>It is being hidden, and gone from all of them by {longTime(until)} at the latest.</p>
          <details class="fold" open={'within' in errors}>
            <summary>Change how soon</summary>
            <Form errors={errors} isUnderWay />
          </details>
        </>
      )}
      {!until && threads > 0 && <Form errors={errors} isUnderWay={false} />}
      <p>
        <a href={urls.settingsCareer()}>Back to your career</a>
      </p>
    </>
  );
}

function shownIn(threads: number): string {
  if (threads === 0) return 'No byline of yours names a company.';
  return `Your bylines name your company in ${threads === 1 ? 'one thread' : `${threads} threads`}.`;
}

function Form({ errors, isUnderWay }: { errors: Record<string, string>; isUnderWay: boolean }): JSX.Element {
  return (
    <PostForm action={urls.settingsHiding()} class="form">
      <ErrorSummary errors={errors} />
      <p>
        Your level and role stay where they stood beside it. Each thread changes at a random time of its own:
        if all did at one moment, whoever watches would know that they are one person’s. It cannot be undone,
        and copies that others have made stay as they are.
      </p>
      <RadioGroup
        name="within"
        label="How soon"
        error={errors['within']}
        choices={[
          {
            value: 'hour',
            label: 'Within an hour',
            help: 'If you are in a hurry. Who compares many pages during this hour may still see which threads changed.',
          },
          {
            value: 'week',
            label: 'Spread over a week',
            help: 'Harder to notice. A thread that worries you most you can change at once, from the menu of your post.',
          },
        ]}
        value="hour"
      />
      <div class="form-actions">
        <Button>{isUnderWay ? 'Begin again' : 'Hide my company'}</Button>
      </div>
    </PostForm>
  );
}
