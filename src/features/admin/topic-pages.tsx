import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { Checkbox, ErrorSummary, SelectField, TextArea, TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { topicLimits } from '../topics/topic-editing.ts';
import type { TopicInDirectory } from '../topics/topic-page.ts';

export type TopicListProps = {
  topics: readonly TopicInDirectory[];
  values?: { name: string; summary: string };
  errors?: FieldErrors;
};

export function TopicListPage({ topics, values, errors = {} }: TopicListProps): JSX.Element {
  const nameOf = new Map(topics.map(({ id, name }) => [id, name]));
  return (
    <>
      <h1>Topics</h1>
      <div class="table-scroll">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Within</th>
              <th scope="col">Threads</th>
            </tr>
          </thead>
          <tbody>
            {topics.map((topic) => (
              <tr key={topic.id}>
                <td dir="auto">
                  <a href={urls.adminTopic(topic)}>{topic.name}</a>
                </td>
                <td dir="auto">{nameOf.get(topic.parentId ?? '') ?? ''}</td>
                <td>{topic.threads.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PostForm action={urls.adminTopics()} class="form">
        <h2>Add a topic</h2>
        <ErrorSummary errors={errors} />
        <NameAndSummary values={values} errors={errors} />
        <div class="form-actions">
          <Button>Add the topic</Button>
        </div>
      </PostForm>
    </>
  );
}

export type TopicValues = Record<'name' | 'summary' | 'guide' | 'parent' | 'synonyms' | 'sensitive', string>;

export type TopicFormProps = {
  slug: string;
  topics: readonly TopicInDirectory[];
  values: TopicValues;
  preview?: string | undefined;
  errors?: FieldErrors;
};

export function TopicForm({ slug, topics, values, preview, errors = {} }: TopicFormProps): JSX.Element {
  const others = topics.filter((topic) => topic.slug !== slug);
  const parents = [
    { value: '', label: 'None: it stands at the top' },
    ...others.map((topic) => ({ value: topic.slug, label: topic.name })),
  ];
  return (
    <>
      <h1 dir="auto">{values.name}</h1>
      <p>
        <a href={urls.topic({ slug })}>See the topic’s page</a>
      </p>
      <PostForm action={urls.adminTopic({ slug })} class="form">
        <ErrorSummary errors={errors} />
        <NameAndSummary values={values} errors={errors} />
        <MarkdownField
          name="guide"
          label="Guide"
          help="“Learn About …”, at the bottom of the topic’s page."
          limit={topicLimits.guide}
          rows={12}
          value={values.guide}
          preview={preview}
          error={errors['guide']}
          optional
        />
        <SelectField
          name="parent"
          label="Within"
          choices={parents}
          value={values.parent}
          error={errors['parent']}
        />
        <TextField
          name="synonyms"
          label="Synonyms"
          help="With commas between them. Their addresses lead to this topic, and people find it by them."
          autocomplete="off"
          value={values.synonyms}
          error={errors['synonyms']}
          optional
        />
        <Checkbox
          name="sensitive"
          label="Sensitive: what is asked here can cost people their jobs"
          help="Masked posts then appear at a random moment within five minutes, unless their author wants otherwise."
          checked={values.sensitive === '1'}
          error={errors['sensitive']}
        />
        <div class="form-actions">
          <Button>Save</Button>
        </div>
      </PostForm>
    </>
  );
}

type NameAndSummaryProps = { values: { name: string; summary: string } | undefined; errors: FieldErrors };

function NameAndSummary({ values, errors }: NameAndSummaryProps): JSX.Element {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        autocomplete="off"
        limit={topicLimits.name}
        value={values?.name}
        error={errors['name']}
      />
      <TextArea
        name="summary"
        label="Summary"
        help="One sentence, for “About …”."
        rows={2}
        limit={topicLimits.summary}
        value={values?.summary}
        error={errors['summary']}
        optional
      />
    </>
  );
}
