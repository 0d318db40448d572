import type { JSX } from 'preact';
import { plainText } from '../../platform/markdown/markdown.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { pageHref, Pagination } from '../../ui/pagination.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { Face } from '../bylines/face.tsx';
import type { Person } from './people.ts';

export type PeoplePageProps = { people: readonly Person[]; total: number; page: number; pages: number };

export function PeoplePage({ people, total, page, pages }: PeoplePageProps): JSX.Element {
  const { communityName } = useSite();
  return (
    <>
      <div class="page-head">
        <h1>People</h1>
        <p class="lede">
          Who writes under their own name at {communityName}. Most of us don’t, and are signed with what we
          do.
        </p>
      </div>
      {total === 0 ? (
        <EmptyState title="Nobody yet">
          <p>
            You can be the first: <a href={urls.settingsProfile()}>make a profile</a>.
          </p>
        </EmptyState>
      ) : (
        <ul class="people">
          {people.map((person) => (
            <PersonEntry key={person.id} person={person} />
          ))}
        </ul>
      )}
      <Pagination page={page} pages={pages} hrefOf={(shown) => pageHref(urls.people(), shown)} />
    </>
  );
}

function PersonEntry({ person }: { person: Person }): JSX.Element {
  const { name, slug, title, bio } = person;
  return (
    <li class="person-entry">
      <Face byline={{ form: 'named', name, slug, title }} />
      <div>
        <h2 dir="auto">
          <a href={urls.person({ name: slug })}>{name}</a>
        </h2>
        {title && <p dir="auto">{title}</p>}
        {bio && (
          <p class="person-bio" dir="auto">
            {plainText(bio, 160)}
          </p>
        )}
      </div>
    </li>
  );
}
