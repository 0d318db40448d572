import { urls } from '../../urls.ts';

/** For people who are signed in, forms, and what only repeats a page. */
const notForRobots = [
  urls.search(),
  urls.newQuestion(),
  urls.topicSuggestions(),
  '/posts/',
  urls.preview(),
  urls.signIn(),
  urls.signUp(),
  urls.signOut(),
  urls.settings(),
  urls.notifications(),
  '/bookmarks',
  urls.drafts(),
  urls.moderation(),
  urls.admin(),
  '/api/v1/',
];

export function robotsTxt(baseUrl: string): string {
  const lines = [
    'User-agent: *',
    `Allow: ${urls.openApi()}`,
    ...notForRobots.map((path) => `Disallow: ${path}`),
  ];
  return `${lines.join('\n')}\n\nSitemap: ${baseUrl}${urls.sitemap()}\n`;
}
