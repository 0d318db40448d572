import type { JSX } from 'preact';
import { textOfHtml } from '../../platform/markdown/html-text.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { RailBlock } from '../../ui/rail.tsx';
import { urls } from '../../urls.ts';
import { AmasAhead } from '../amas/ahead-card.tsx';
import type { AmaAhead } from '../amas/ahead.ts';
import type { ListParams } from '../posts/list-params.ts';
import { ThreadListView } from '../posts/thread-list-view.tsx';
import type { ThreadList } from '../posts/thread-list.ts';
import { TopicLinks } from './topic-links.tsx';
import type { Topic } from './topic-page.ts';

export interface TopicViewProps {
  topic: Topic;
  /** Those to come. */
  amas: AmaAhead[];
  list: ThreadList;
  params: ListParams;
  now: Date;
}

export function topicTitle(topic: { name: string }): string {
  return `${topic.name} Q&A and Videos`;
}

export function TopicView({ topic, amas, list, params, now }: TopicViewProps): JSX.Element {
  const { parent } = topic;
  const path = urls.topic(topic);
  const crumbs = [
    { name: 'Topics', href: urls.topics() },
    ...(parent ? [{ name: parent.name, href: urls.topic(parent) }] : []),
  ];
  return (
    <>
      <header class="page-head">
        <Breadcrumb crumbs={crumbs} />
        <h1>{topicTitle(topic)}</h1>
        {topic.summary && (
          <div>
            <h2 class="label">About {topic.name}</h2>
            <p class="lede">{topic.summary}</p>
          </div>
        )}
      </header>
      <AmasAhead title="Ask somebody who has been there" amas={amas} now={now} />
      <ThreadListView
        path={path}
        params={params}
        list={list}
        now={now}
        topic={topic}
        rail={<TopicRail topic={topic} />}
        after={topic.guideHtml ? <Guide topic={topic} whole={params.page === 1} /> : null}
      />
    </>
  );
}

function Guide({ topic, whole }: { topic: Topic; whole: boolean }): JSX.Element {
  return (
    <section class="section learn" id="learn" aria-labelledby="learn-title">
      <h2 id="learn-title">Learn About {topic.name}</h2>
      {whole ? (
        <div class="text" dangerouslySetInnerHTML={{ __html: topic.guideHtml }} />
      ) : (
        <p>
          <a href={`${urls.topic(topic)}#learn`}>The guide stands on the first page.</a>
        </p>
      )}
    </section>
  );
}

const wordsAMinute = 220;

function TopicRail({ topic }: { topic: Topic }): JSX.Element {
  const minutes = Math.max(1, Math.round(countWords(topic.guideHtml) / wordsAMinute));
  return (
    <>
      {topic.guideHtml && (
        <RailBlock title="Start here">
          <a href="#learn">The guide, in {minutes === 1 ? 'a minute' : `${minutes} minutes`}</a>
        </RailBlock>
      )}
      {topic.children.length > 0 && (
        <RailBlock title={`Within ${topic.name}`}>
          <TopicLinks topics={topic.children} />
        </RailBlock>
      )}
      <RailBlock title="Your turn">
        <p>Ask without your name: you choose how much of your role and level is shown.</p>
        <p>
          <a href={`${urls.newQuestion()}?topic=${topic.slug}`}>Ask about {topic.name}</a>
        </p>
      </RailBlock>
    </>
  );
}

function countWords(html: string): number {
  return textOfHtml(html).split(' ').length;
}
