import type { JSX } from 'preact';
import { AccountMenu } from './account-menu.tsx';
import { CairnMark } from './cairn-mark.tsx';
import { Icon } from './icon.tsx';
import type { PageProps, Section } from './page.ts';
import { useSite } from './site.tsx';
import { urls, withReturn } from '../urls.ts';

const sections: { section: Section; href: string; name: string }[] = [
  { section: 'topics', href: urls.topics(), name: 'Topics' },
  { section: 'amas', href: urls.amas(), name: 'AMAs' },
  { section: 'videos', href: urls.videos(), name: 'Videos' },
  { section: 'people', href: urls.people(), name: 'People' },
];

export function Header({ page }: { page: PageProps }): JSX.Element {
  return (
    <header class="site-header">
      <div class="wrap site-header-row">
        <a class="brand" href={urls.home()} aria-current={page.path === urls.home() ? 'page' : undefined}>
          <CairnMark />
          <span>{useSite().communityName}</span>
        </a>
        <Sections section={page.section} />
        <SearchBox query={page.query} />
        <a class="button ask" href={urls.newQuestion()}>
          <span>
            Ask<span class="ask-rest"> a question</span>
          </span>
        </a>
        {page.viewer ? <AccountMenu viewer={page.viewer} /> : <SignIn page={page} />}
      </div>
    </header>
  );
}

function Sections({ section: current }: { section: Section | undefined }): JSX.Element {
  return (
    <nav class="sections" aria-label="Sections">
      {sections.map(({ section, href, name }) => (
        <a key={section} href={href} aria-current={section === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function SearchBox({ query }: { query: string | undefined }): JSX.Element {
  return (
    <search class="site-search">
      <form action={urls.search()} method="get">
        <input
          type="search"
          name="q"
          defaultValue={query}
          aria-label="Search"
          placeholder="Search questions and answers"
          maxLength={200}
        />
        <button type="submit" aria-label="Search">
          <Icon name="search" />
        </button>
      </form>
    </search>
  );
}

function SignIn({ page: { path } }: { page: PageProps }): JSX.Element {
  const here = path.startsWith('/sign-');
  // Back to where one was, which for the front page needs no saying.
  const to = here || path === urls.home() ? null : path;
  return (
    <a class="sign-in" href={withReturn(urls.signIn(), to)} aria-current={here ? 'page' : undefined}>
      Sign in
    </a>
  );
}
