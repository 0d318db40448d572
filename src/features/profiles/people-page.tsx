import type { ComponentChildren, JSX } from 'preact';
import { plainText } from '../../platform/markdown/markdown.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { pageHref, Pagination } from '../../ui/pagination.tsx';
import { Columns, RailBlock } from '../../ui/rail.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { Face } from '../bylines/face.tsx';
import { counted } from '../posts/thread-entry.tsx';
import type { TopicName } from '../topics/topics.ts';
import type { Helper, PeopledTopic } from './directory.ts';
import { daysOfHelp } from './directory.ts';
import type { Person } from './people.ts';

export type PeoplePageProps = {
  people: readonly (Person | Helper)[];
  total: number;
  page: number;
  pages: number;
  /** Of which the people are shown; null: all. */
  topic: TopicName | null;
  topics: readonly PeopledTopic[];
  /** On the first page of all. */
  helpers: readonly Helper[];
};

/** The address of a page of the directory. */
export function peopleHref(topic: { slug: string } | null, page: number): string {
  return pageHref(topic ? `${urls.people()}?topic=${topic.slug}` : urls.people(), page);
}

export function PeoplePage(props: PeoplePageProps): JSX.Element {
  const { people, total, page, pages, topic, topics, helpers } = props;
  return (
    <Columns rail={<ByTopic topics={topics} shown={topic} />} railLabel="By topic">
      <Head topic={topic} hasTopics={topics.length > 0} />
      {helpers.length > 0 && <Helpers helpers={helpers} />}
      {total === 0 ? <Nobody topic={topic} /> : <Everybody people={people} hasHelpers={helpers.length > 0} />}
      <Pagination page={page} pages={pages} hrefOf={(shown) => peopleHref(topic, shown)} />
    </Columns>
  );
}

function Head({ topic, hasTopics }: Pick<PeoplePageProps, 'topic'> & { hasTopics: boolean }): JSX.Element {
  const { communityName } = useSite();
  return (
    <div class="page-head">
      <h1>{topic ? `People in ${topic.name}` : 'People'}</h1>
      <p class="lede">
        {topic ? (
          <>
            Who has answered under their own name in <a href={urls.topic(topic)}>{topic.name}</a>; who helped
            most comes first.
          </>
        ) : (
          `Who writes under their own name at ${communityName}. Most of us don’t, and are signed with what we do.`
        )}
      </p>
      {hasTopics && (
        <p class="to-topics">
          <a href="#by-topic">Find people by topic</a>
        </p>
      )}
    </div>
  );
}

function Helpers({ helpers }: Pick<PeoplePageProps, 'helpers'>): JSX.Element {
  return (
    <section class="helpers" aria-labelledby="helpers-title">
      <h2 id="helpers-title">Helped most in the last two weeks</h2>
      <p class="field-help">
        Answers of the last {daysOfHelp} days under a name. Each counts one; each “helpful” adds one, each
        “not helpful” takes one away; three more when the asker marks it as what helped.
      </p>
      <List people={helpers} heading="h3" />
    </section>
  );
}

function Everybody(props: { people: PeoplePageProps['people']; hasHelpers: boolean }): JSX.Element {
  if (!props.hasHelpers) return <List people={props.people} heading="h2" />;
  return (
    <section aria-labelledby="everybody-title">
      <h2 id="everybody-title">Everybody, by name</h2>
      <List people={props.people} heading="h3" />
    </section>
  );
}

function List({ people, heading }: { people: PeoplePageProps['people']; heading: 'h2' | 'h3' }): JSX.Element {
  return (
    <ul class="people">
      {people.map((person) => (
        <PersonEntry key={person.id} person={person} heading={heading} />
      ))}
    </ul>
  );
}

function PersonEntry({
  person,
  heading: Heading,
}: {
  person: Person | Helper;
  heading: 'h2' | 'h3';
}): JSX.Element {
  const { name, slug, title, portrait, bio } = person;
  return (
    <li class="person-entry">
      <Face byline={{ form: 'named', name, slug, title, portrait }} />
      <div>
        <Heading class="person-name" dir="auto">
          <a href={urls.person({ name: slug })}>{name}</a>
        </Heading>
        {title && <p dir="auto">{title}</p>}
        {'answers' in person ? (
          <p class="person-deeds">{deedsOf(person)}</p>
        ) : (
          bio && (
            <p class="person-bio" dir="auto">
              {plainText(bio, 160)}
            </p>
          )
        )}
      </div>
    </li>
  );
}

function deedsOf({ answers, helpful }: Helper): ComponentChildren {
  const times = helpful === 1 ? 'helpful once' : `helpful ${helpful} times`;
  return helpful > 0 ? `${counted(answers, 'answer')} · ${times}` : counted(answers, 'answer');
}

function Nobody({ topic }: Pick<PeoplePageProps, 'topic'>): JSX.Element {
  return (
    <EmptyState title="Nobody yet">
      {topic ? (
        <p>
          Nobody has answered under their name here. <a href={urls.people()}>See all people</a>.
        </p>
      ) : (
        <p>
          You can be the first: <a href={urls.settingsProfile()}>make a profile</a>.
        </p>
      )}
    </EmptyState>
  );
}

function ByTopic({
  topics,
  shown,
}: {
  topics: PeoplePageProps['topics'];
  shown: TopicName | null;
}): JSX.Element | null {
  if (topics.length === 0) return null;
  return (
    <RailBlock title="Who has answered, by topic">
      <ul class="people-topics" id="by-topic">
        <li>
          <a href={urls.people()} aria-current={shown ? undefined : 'page'}>
            All topics
          </a>
        </li>
        {topics.map((topic) => (
          <li key={topic.id}>
            <a href={peopleHref(topic, 1)} aria-current={topic.id === shown?.id ? 'page' : undefined}>
              {topic.name}
            </a>{' '}
            <span>
              {topic.people}
              <span class="hidden-text"> {topic.people === 1 ? 'person' : 'people'}</span>
            </span>
          </li>
        ))}
      </ul>
    </RailBlock>
  );
}
