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
        <thead>
          <tr>
            <th scope="col">At {company}</th>
            <th scope="col">Our band</th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <tr key={level.name}>
              <th scope="row">
                <Name level={level} />
              </th>
              <td>
                <Band level={level} />
              </td>
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
          </tr>
        </thead>
        <tbody>
          {found.map(({ company, level }) => (
            <tr key={`${company.id} ${level.name}`}>
              <th scope="row">
                <a href={urls.companyLevels(company)}>{company.name}</a>
              </th>
              <td>
                <Name level={level} />
              </td>
              <td>
                <Band level={level} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Name({ level: { name, aliases } }: { level: Level }): JSX.Element {
  return (
    <>
      {name}
      {aliases.length > 0 && <small>{aliases.join(', ')}</small>}
    </>
  );
}

function Band({ level: { band } }: { level: Level }): JSX.Element {
  return (
    <>
      <strong>{band}</strong>
      <small>{trackOf(band)}</small>
    </>
  );
}
