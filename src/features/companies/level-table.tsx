import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import type { Level } from './companies.ts';
import type { FoundLevel } from './looking-up.ts';
import { trackOf } from './names.ts';

/** A company's own levels, from the bottom up. */
export function LevelTable({ levels, company }: { levels: readonly Level[]; company: string }): JSX.Element {
  return (
    <div class="table-scroll">
      <table class="rows levels">
        <caption class="hidden-text">The levels at {company}</caption>
        <thead>
          <tr>
            <th scope="col">At {company}</th>
            <th scope="col">Our band</th>
            <th scope="col">Track</th>
            <th scope="col">Also called</th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <tr key={level.name}>
              <th scope="row">{level.name}</th>
              <Band level={level} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same name at each company that uses it. */
export function FoundLevels({ found }: { found: readonly FoundLevel[] }): JSX.Element {
  return (
    <div class="table-scroll">
      <table class="rows levels">
        <thead>
          <tr>
            <th scope="col">Company</th>
            <th scope="col">Its own name</th>
            <th scope="col">Our band</th>
            <th scope="col">Track</th>
            <th scope="col">Also called</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ company, level }) => (
            <tr key={`${company.id} ${level.name}`}>
              <th scope="row">
                <a href={urls.companyLevels(company)}>{company.name}</a>
              </th>
              <td>{level.name}</td>
              <Band level={level} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Band({ level }: { level: Level }): JSX.Element {
  return (
    <>
      <td>
        <strong>{level.band}</strong>
      </td>
      <td>{trackOf(level.band)}</td>
      <td>{level.aliases.join(', ')}</td>
    </>
  );
}
