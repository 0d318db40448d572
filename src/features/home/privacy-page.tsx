import type { JSX } from 'preact';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import type { PrivacyText } from './privacy-text.ts';

/** What is hidden from whom, and what is not. */
export function PrivacyPage({ text: { title, lede, sections, html } }: { text: PrivacyText }): JSX.Element {
  const rail = (
    <RailBlock title="On this page">
      <ul>
        {sections.map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`}>{section.title}</a>
          </li>
        ))}
      </ul>
    </RailBlock>
  );
  return (
    <Columns rail={rail} railLabel="On this page">
      <article>
        <header class="page-head">
          <h1>{title}</h1>
          <p class="lede">{lede}</p>
        </header>
        <div class="text" dangerouslySetInnerHTML={{ __html: html }} />
      </article>
    </Columns>
  );
}
