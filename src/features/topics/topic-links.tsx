import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import type { TopicName } from './topics.ts';

/** Topics one below the other, as the rail beside a page has them. */
export function TopicLinks({ topics }: { topics: readonly TopicName[] }): JSX.Element {
  return (
    <ul>
      {topics.map((topic) => (
        <li key={topic.id}>
          <a href={urls.topic(topic)}>{topic.name}</a>
        </li>
      ))}
    </ul>
  );
}
