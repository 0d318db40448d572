import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { urls } from '../../urls.ts';
import type { Company } from './companies.ts';
import { sizes } from './companies.ts';
import { LevelTable } from './level-table.tsx';

/** A company's levels, with where they come from. */
export function CompanyPage({ company }: { company: Company }): JSX.Element {
  const { name, size, aliases, levels, sources } = company;
  const about = [aliases.length > 0 && `Also: ${aliases.join(', ')}`, size && sizes[size]].filter(Boolean);
  return (
    <>
      <header class="page-head">
        <Breadcrumb crumbs={[{ name: 'Levels', href: urls.levels() }]} />
        <h1>Levels at {name}</h1>
        {about.length > 0 && <p class="lede">{about.join('. ')}.</p>}
      </header>
      {levels.length > 0 ? <LevelTable levels={levels} company={name} /> : <p>None are known yet.</p>}
      <section class="section narrow" aria-labelledby="sources">
        <h2 id="sources">Where this comes from</h2>
        <ul>
          {sources.map(({ title, url }) => (
            <li key={title}>
              {url ? (
                <a href={url} rel="nofollow ugc">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          ))}
          {sources.length === 0 && <li>From people of this community.</li>}
        </ul>
        <p class="field-help">The bands are our judgement: levels of two employers never fit exactly.</p>
      </section>
    </>
  );
}
