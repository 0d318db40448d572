import type { JSX } from 'preact';
import { plainText } from '../../platform/markdown/markdown.ts';
import { pageHref, Pagination } from '../../ui/pagination.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { postPlace, threadUrl, urls } from '../../urls.ts';
import { Face } from '../bylines/face.tsx';
import type { PostKind } from '../posts/posts.ts';
import { shownLink } from './links.ts';
import type { NamedPost, PersonPage } from './people.ts';

export type PersonViewProps = { person: PersonPage; page: number; pages: number; now: Date };

export function PersonView({ person, page, pages, now }: PersonViewProps): JSX.Element {
  const hrefOf = (shown: number) => pageHref(urls.person({ name: person.slug }), shown);
  return (
    <div class="narrow">
      <PersonHead person={person} />
      <h2 class="hidden-text">About {person.name}</h2>
      {person.bioHtml && <div class="text" dangerouslySetInnerHTML={{ __html: person.bioHtml }} />}
      <Links links={person.links} />
      <Hosted hosted={person.hosted} />
      <section class="section">
        <h2>Written under this name</h2>
        {person.total === 0 && <p class="field-help">Nothing yet.</p>}
        <ul class="entries">
          {person.posts.map((post) => (
            <PostEntry key={post.id} post={post} now={now} />
          ))}
        </ul>
        <Pagination page={page} pages={pages} hrefOf={hrefOf} />
      </section>
    </div>
  );
}

function PersonHead({ person: { name, slug, title, portrait } }: { person: PersonPage }): JSX.Element {
  return (
    <div class="page-head person-head">
      <Face byline={{ form: 'named', name, slug, title, portrait }} large />
      <div>
        <h1 dir="auto">{name}</h1>
        {title && (
          <p class="lede" dir="auto">
            {title}
          </p>
        )}
      </div>
    </div>
  );
}

function Links({ links }: { links: readonly string[] }): JSX.Element | null {
  if (links.length === 0) return null;
  return (
    <ul class="person-links" aria-label="Elsewhere">
      {links.map((link) => (
        <li key={link}>
          <a href={link} rel="me nofollow ugc noopener">
            {shownLink(link)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Hosted({ hosted }: Pick<PersonPage, 'hosted'>): JSX.Element | null {
  if (hosted.length === 0) return null;
  return (
    <section class="section">
      <h2>Host of</h2>
      <ul class="entries">
        {hosted.map((thread) => (
          <li key={thread.id} class="entry entry-short">
            <h3 class="entry-title" dir="auto">
              <a href={threadUrl(thread)}>{thread.title}</a>
            </h3>
          </li>
        ))}
      </ul>
    </section>
  );
}

const deeds: Record<PostKind, string> = {
  question: 'Asked',
  answer: 'Answered',
  ama: 'Held an AMA',
  amaQuestion: 'Asked in an AMA',
  video: 'Published',
  comment: 'Commented',
};

function PostEntry({ post, now }: { post: NamedPost; now: Date }): JSX.Element {
  return (
    <li class="entry entry-short">
      <h3 class="entry-title" dir="auto">
        <a href={postPlace(post)}>{post.title}</a>
      </h3>
      <p class="person-excerpt" dir="auto">
        {plainText(post.body, 220)}
      </p>
      <p class="entry-meta">
        <span>{deeds[post.kind]}</span>
        <TimeAgo at={post.at} now={now} />
      </p>
    </li>
  );
}
