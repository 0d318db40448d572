import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary, TextArea } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import { PostButton } from '../bylines/post-button.tsx';
import { PrivacyLine } from '../bylines/privacy-line.tsx';
import type { Signing } from '../bylines/signing.ts';
import type { Composed } from '../posts/composing.ts';
import type { Ama } from './amas.ts';
import { longestQuestion } from './asking.ts';
import type { CardPost } from './cards.ts';
import { SimilarQuestions } from './similar-questions.tsx';

export interface AskFormProps {
  ama: Ama;
  signing: Signing;
  composed: Composed;
  errors: Record<string, string>;
  /** What others asked already that sounds like it, where the form came back to show it. */
  similar: readonly CardPost[];
  prompts: readonly string[];
}

export function AskForm({ ama, signing, composed, errors, similar, prompts }: AskFormProps): JSX.Element {
  const { fields, draft } = composed;
  const body = fieldText(fields, 'body');
  return (
    <section class="section" id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{ama.state === 'live' ? 'Ask now' : 'Ask ahead'}</h2>
      <ErrorSummary errors={errors} />
      <Prompts ama={ama} prompts={prompts} />
      <DraftSaver kind="amaQuestion" on={ama.id}>
        <PostForm action={urls.amaQuestions(ama)} class="form">
          <similar-questions action={urls.similarAmaQuestions(ama)} for="field-body">
            <TextArea
              name="body"
              label="Your question"
              help="One question, short enough to be read aloud. What you ask here, others may vote up."
              value={body}
              rows={4}
              limit={longestQuestion}
              error={errors['body']}
            />
            <div id="similar-questions" role="status">
              {similar.length > 0 && <SimilarQuestions ama={ama} similar={similar} />}
            </div>
          </similar-questions>
          <BylineField
            signing={signing}
            choice={fieldText(fields, 'byline')}
            confirmed={composed.underMyName}
            begunMasked={composed.begunMasked}
            errors={errors}
          />
          <p class="field-help when-masked">
            Masked questions appear within half a minute, together and in an order drawn by lot, so that
            nobody can tell by the time who asked.
            {ama.approveFirst && ' The hosts read each question before others see it.'}
          </p>
          <DraftStatus draft={draft} />
          <div class="form-actions">
            <PostButton signing={signing} />
            <PrivacyLine />
          </div>
        </PostForm>
      </DraftSaver>
    </section>
  );
}

function Prompts({ ama, prompts }: { ama: Ama; prompts: readonly string[] }): JSX.Element | null {
  if (prompts.length === 0) return null;
  return (
    <>
      <p class="label" id="prompts-title">
        What you might ask about
      </p>
      <ul class="prompts" aria-labelledby="prompts-title">
        {prompts.map((prompt) => (
          <li key={prompt}>
            <a class="action" href={`${urls.ama(ama)}?about=${encodeURIComponent(prompt)}#ask`} dir="auto">
              {prompt}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
