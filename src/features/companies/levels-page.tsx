import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { urls } from '../../urls.ts';
import { levels } from '../bylines/levels.ts';
import { bandWords } from './bands.ts';
import type { Company } from './companies.ts';
import { FoundLevels, LevelTable } from './level-table.tsx';
import { levelsHref } from './levels-href.ts';
import type { Findings } from './looking-up.ts';

export interface LevelsPageProps {
  /** What was looked for; empty where nothing was. */
  typed: string;
  findings: Findings | null;
  companies: readonly Company[];
}

export function LevelsPage({ typed, findings, companies }: LevelsPageProps): JSX.Element {
  return (
    <>
      <header class="page-head">
        <h1>{findings ? `“${typed}”` : 'Levels, company by company'}</h1>
        {!findings && (
          <p class="lede">
            An “L5” here is a “Senior” there and an “SDE II” elsewhere. Look up what a level is called at{' '}
            {companies.length} companies, and which of our bands it is.
          </p>
        )}
        <LevelSearch typed={typed} />
        {!findings && <Examples />}
      </header>
      {findings ? (
        <Found findings={findings} />
      ) : (
        <>
          <Bands />
          <Companies companies={companies} />
        </>
      )}
    </>
  );
}

function LevelSearch({ typed }: { typed: string }): JSX.Element {
  return (
    <form class="large-search" action={urls.levels()} method="get" role="search" aria-label="Levels">
      <label for="level-name">A level, with its company if you like</label>
      <div>
        <input
          type="search"
          id="level-name"
          name="name"
          defaultValue={typed}
          maxLength={80}
          autoComplete="off"
        />
        <button class="button" type="submit">
          Look it up
        </button>
      </div>
    </form>
  );
}

function Examples(): JSX.Element {
  return <NameLinks words="For example" names={['E5', 'SDE II', 'IC4', 'L62', 'Google L5']} />;
}

function NameLinks({ words, names }: { words: string; names: readonly string[] }): JSX.Element {
  return (
    <p class="link-row">
      <span>{words}:</span>
      {names.map((name) => (
        <a key={name} href={levelsHref(name)}>
          {name}
        </a>
      ))}
    </p>
  );
}

function Found({ findings }: { findings: Findings }): JSX.Element {
  const { found, company, closest } = findings;
  return (
    <div class="stack">
      {found.length > 0 && <FoundLevels found={found} />}
      {found.length === 0 && company && <CompanyFound {...findings} company={company} />}
      {found.length === 0 && !company && <NotKnown closest={closest} />}
      <p>
        <a href={urls.levels()}>All companies and bands</a>
      </p>
    </div>
  );
}

function CompanyFound({ company, known, closest }: Findings & { company: Company }): JSX.Element {
  return (
    <>
      {!known && <p>No level at {company.name} is known by that name yet. These are:</p>}
      <LevelTable levels={company.levels} company={company.name} />
      {closest.length > 0 && <NameLinks words="Closest to it elsewhere" names={closest} />}
    </>
  );
}

function NotKnown({ closest }: { closest: readonly string[] }): JSX.Element {
  return (
    <EmptyState title="Not known yet">
      <p>No company on the map has a level of that name, and none is called so.</p>
      {closest.length > 0 && <NameLinks words="Closest to it" names={closest} />}
    </EmptyState>
  );
}

function Bands(): JSX.Element {
  return (
    <section class="section" aria-labelledby="bands">
      <h2 id="bands">Our bands</h2>
      <dl class="facts">
        {levels.flatMap((band) => [
          <dt key={band}>{band}</dt>,
          <dd key={`${band} means`}>{bandWords[band]}</dd>,
        ])}
      </dl>
    </section>
  );
}

function Companies({ companies }: { companies: readonly Company[] }): JSX.Element {
  return (
    <section class="section" aria-labelledby="companies">
      <h2 id="companies">Companies</h2>
      {companies.length === 0 && <p>None yet. An admin adds the first ones.</p>}
      <ul class="directory">
        {companies.map((company) => (
          <li key={company.id}>
            <a href={urls.companyLevels(company)}>{company.name}</a>
            <p>{company.levels.map(({ name }) => name).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
