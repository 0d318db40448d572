import type { JSX } from 'preact';
import { urls } from '../../urls.ts';

/** Stands in every form that something is posted with. */
export function PrivacyLine(): JSX.Element {
  return (
    <p class="field-help">
      <a href={urls.privacy()}>What is protected, and what isn’t</a>
    </p>
  );
}
