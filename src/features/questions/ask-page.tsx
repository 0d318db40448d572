import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { momentUrl, urls } from '../../urls.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import { PostButton } from '../bylines/post-button.tsx';
import { PrivacyLine } from '../bylines/privacy-line.tsx';
import { clockTime } from '../captions/timestamps.ts';
import type { Signing } from '../bylines/signing.ts';
import type { AskedMoment } from '../moments/moments.ts';
import { writeMoment } from '../moments/moment.ts';
import { PublishField } from '../waiting/publish-field.tsx';
import type { Composed } from '../posts/composing.ts';
import { WordingFields } from '../posts/wording-fields.tsx';

export interface AskPageProps {
  signing: Signing;
  composed: Composed;
  errors: Record<string, string>;
  /** The moment of a video that it is asked at. */
  moment: AskedMoment | null;
}

export function AskPage({ signing, composed, errors, moment }: AskPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Ask a question</h1>
        <p class="lede">Long is fine. Say what happened, what you have tried, and what you need to decide.</p>
      </div>
      {moment && <AskedAt moment={moment} />}
      <ErrorSummary errors={errors} />
      <DraftSaver kind="question">
        <PostForm action={urls.questions()} class="form">
          {moment && <input type="hidden" name="moment" value={writeMoment(moment)} />}
          <WordingFields composed={composed} errors={errors} />
          <BylineField
            signing={signing}
            choice={fieldText(composed.fields, 'byline')}
            confirmed={composed.underMyName}
            errors={errors}
          />
          <PublishField value={composed.publish} />
          <DraftStatus draft={composed.draft} />
          <div class="form-actions">
            <PostButton signing={signing} />
            <PrivacyLine />
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}

function AskedAt({ moment }: { moment: AskedMoment }): JSX.Element {
  return (
    <div class="aside-note">
      <p>
        Asked at{' '}
        <a href={momentUrl({ ...moment, id: moment.videoId }, moment.atMs)} dir="auto">
          {clockTime(moment.atMs)} of {moment.title}
        </a>
        . Whoever watches it finds your question there.
      </p>
      {moment.words && (
        <q class="moment-words" dir="auto">
          {moment.words}
        </q>
      )}
    </div>
  );
}
