import type { Site } from '../../ui/site.tsx';
import type { ThreadPage } from './thread-page.ts';

export function questionJsonLd(_page: ThreadPage, _site: Pick<Site, 'baseUrl' | 'communityName'>): object {
  return {};
}

export function describeThread(page: ThreadPage): string {
  return page.tldr || page.title;
}

export function topicJsonLd(
  _topic: { name: string; slug: string; summary: string },
  _site: Pick<Site, 'baseUrl'>,
): object {
  return {};
}
