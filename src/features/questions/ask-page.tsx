import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { TopicField } from '../../ui/topic-field.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import { limits } from '../posts/fields.ts';

export interface AskPageProps {
  account: Account;
  values: { title: string; tldr: string; body: string; topics: string; byline: string };
  draft?: { id: string; version: number };
  preview?: string;
  errors: Record<string, string>;
}

export function AskPage({ account, values, draft, preview, errors }: AskPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Ask a question</h1>
        <p class="lede">Long is fine. Say what happened, what you have tried, and what you need to decide.</p>
      </div>
      <ErrorSummary errors={errors} />
      <DraftSaver kind="question">
        <PostForm action={urls.questions()} class="form">
          <WordingFields values={values} errors={errors} {...(preview === undefined ? {} : { preview })} />
          <BylineField account={account} choice={values.byline} error={errors['byline']} />
          <p class="field-help">
            What is and what isn’t protected: <a href={urls.privacy()}>who may learn what</a>.
          </p>
          <DraftStatus {...(draft ? { draft } : {})} />
          <div class="form-actions">
            <Button>Post the question</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}

export interface WordingFieldsProps {
  values: { title: string; tldr: string; body: string; topics: string };
  errors: Record<string, string>;
  preview?: string;
}

/** Title, TL;DR, text and topics: asked for when asking and when editing. */
export function WordingFields({ values, errors, preview }: WordingFieldsProps): JSX.Element {
  return (
    <>
      <TextField
        name="title"
        label="Your question in one line"
        help="As you would say it to a colleague you trust."
        value={values.title}
        limit={limits.title.max}
        error={errors['title']}
      />
      <MarkdownField
        name="body"
        label="The whole story"
        value={values.body}
        rows={14}
        limit={limits.body.max}
        preview={preview}
        error={errors['body']}
      />
      <TextField
        name="tldr"
        label="TL;DR"
        optional
        help="Two sentences for those who read on a phone."
        value={values.tldr}
        limit={limits.tldr.max}
        error={errors['tldr']}
      />
      <TopicField
        name="topics"
        label="Topics"
        help={`Up to ${limits.topics}, separated by commas. They decide who sees this.`}
        value={values.topics}
        max={limits.topics}
        error={errors['topics']}
      />
    </>
  );
}
