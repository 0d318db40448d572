import type { Site } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { breadcrumbJsonLd, brief, ldContext } from '../posts/json-ld.ts';

/** A topic's page for search engines, as schema.org's CollectionPage. */
export function topicJsonLd(
  topic: { name: string; slug: string; summary: string; parent?: { name: string; slug: string } | null },
  site: Pick<Site, 'baseUrl'>,
): object {
  const path = urls.topic(topic);
  const above = topic.parent ? [{ name: topic.parent.name, href: urls.topic(topic.parent) }] : [];
  const crumbs = [{ name: 'Topics', href: urls.topics() }, ...above, { name: topic.name, href: path }];
  return {
    '@context': ldContext,
    '@type': 'CollectionPage',
    name: topic.name,
    url: site.baseUrl + path,
    ...(topic.summary ? { description: topic.summary } : {}),
    breadcrumb: breadcrumbJsonLd(crumbs, site),
  };
}

export function describeTopic({ name, summary }: { name: string; summary: string }): string {
  return brief(summary) || brief(`Questions and answers about ${name}.`);
}
