import type { JSX } from 'preact';
import { Notice } from '../../ui/notice.tsx';
import { urls } from '../../urls.ts';
import type { Overview } from './overview.ts';

export type OverviewPageProps = { overview: Overview; lacks: { baseUrl: boolean; mailServer: boolean } };

export function OverviewPage({ overview, lacks }: OverviewPageProps): JSX.Element {
  const { counts, versions, settings } = overview;
  return (
    <>
      <h1>Administration</h1>
      <p class="lede">
        What can be counted from outside, and how this installation is set up. Nothing about people.
      </p>
      {lacks.baseUrl && (
        <Notice trouble>
          BASE_URL is not set: links in mails and feeds lead to this machine only. Set it to the address that
          people use.
        </Notice>
      )}
      {lacks.mailServer && (
        <Notice trouble>
          SMTP_URL is not set: mail does not leave this machine, and is kept{' '}
          <a href={urls.adminMail()}>here</a>.
        </Notice>
      )}
      <Facts title="In public" facts={Object.entries(counts).map(([name, n]) => [words[name] ?? name, n])} />
      <Facts title="Versions" facts={Object.entries(versions).map(([name, v]) => [words[name] ?? name, v])} />
      <Facts title="Settings" facts={settings.map(({ name, state }) => [name, state])} />
      <p class="field-help">
        More is told by <code>npx cairn doctor</code> on the machine itself.
      </p>
    </>
  );
}

const words: Record<string, string> = {
  topics: 'Topics',
  questions: 'Questions',
  amas: 'AMAs',
  videos: 'Videos',
  answers: 'Answers',
  comments: 'Comments',
  profiles: 'Profiles',
  cairn: 'Cairn',
  node: 'Node',
  postgres: 'PostgreSQL',
  schema: 'Schema',
  markdown: 'Markdown rendering',
};

function Facts({ title, facts }: { title: string; facts: [string, string | number][] }): JSX.Element {
  return (
    <section class="section">
      <h2>{title}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{typeof value === 'number' ? value.toLocaleString('en') : value}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}
