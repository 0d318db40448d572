import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import { PostButton } from '../bylines/post-button.tsx';
import { PrivacyLine } from '../bylines/privacy-line.tsx';
import { PublishField } from '../waiting/publish-field.tsx';
import type { Composed } from '../posts/composing.ts';
import { limits } from '../posts/fields.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';

export interface AnswerFormProps {
  questionId: string;
  viewer: ThreadViewer;
  composed: Composed;
  errors: Record<string, string>;
}

export function AnswerForm({ questionId, viewer, composed, errors }: AnswerFormProps): JSX.Element {
  const { fields, draft, preview } = composed;
  return (
    <section class="section" id="your-answer" aria-labelledby="your-answer-title">
      <h2 id="your-answer-title">Your answer</h2>
      <ErrorSummary errors={errors} />
      <DraftSaver kind="answer" on={questionId}>
        <PostForm action={urls.questionAnswers({ id: questionId })} class="form">
          <MarkdownField
            name="body"
            label="What helped you, or would have"
            help="Say what you did, what it cost, and what you would do first."
            value={fieldText(fields, 'body')}
            limit={limits.body.max}
            preview={preview}
            error={errors['body']}
          />
          <BylineField
            signing={viewer.signing}
            choice={fieldText(fields, 'byline')}
            confirmed={composed.underMyName}
            begunMasked={composed.begunMasked}
            errors={errors}
          />
          <PublishField value={composed.publish} />
          <DraftStatus draft={draft} />
          <div class="form-actions">
            <PostButton signing={viewer.signing} />
            <PrivacyLine />
          </div>
        </PostForm>
      </DraftSaver>
    </section>
  );
}
