import type { JSX } from 'preact';
import { urls } from '../../urls.ts';

/** Stands in every form that something is posted with. */
export function PrivacyLine(): JSX.Element {
  return (
    <p class="field-help">
      What is and what isn’t protected: <a href={urls.privacy()}>who may learn what</a>.
    </p>
  );
}
