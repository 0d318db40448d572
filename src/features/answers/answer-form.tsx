import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import { limits } from '../posts/fields.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';

export interface AnswerFormProps {
  questionId: string;
  viewer: ThreadViewer;
  body?: string;
  byline?: string;
  draft?: { id: string; version: number };
  preview?: string;
  errors: Record<string, string>;
}

export function AnswerForm(props: AnswerFormProps): JSX.Element {
  const { questionId, viewer, body, byline, draft, preview, errors } = props;
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
            value={body}
            limit={limits.body.max}
            preview={preview}
            error={errors['body']}
          />
          <BylineField
            account={viewer.account}
            choice={byline}
            fixed={viewer.signs}
            error={errors['byline']}
          />
          <DraftStatus {...(draft ? { draft } : {})} />
          <div class="form-actions">
            <Button>Post the answer</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </section>
  );
}
