import type { JSX } from 'preact';
import { urls } from '../../urls.ts';

/** On the career's page: whether the company is verified, and the way to have it so. */
export function VerificationLine({ company }: { company: string | null }): JSX.Element {
  return (
    <section class="settings-part stack" aria-labelledby="verification">
      <h2 id="verification">Verification</h2>
      {company === null ? (
        <>
          <p>A byline can name your company once you have shown that you work there.</p>
          <p>
            <a class="button button-quiet" href={urls.settingsVerification()}>
              Verify your company
            </a>
          </p>
        </>
      ) : (
        <p>
          You are verified at {company}.{' '}
          <a href={urls.settingsVerification()}>When its bylines open, and how to end it</a>
        </p>
      )}
      <p>
        <a href={urls.settingsHiding()}>Hide my company everywhere</a> takes it out of the bylines that name
        it already.
      </p>
    </section>
  );
}
