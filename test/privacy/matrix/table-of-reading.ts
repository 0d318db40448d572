import { openToAll, route, type Listed } from './notation.ts';

/** What anybody may read: the same for all. */
export const publicRoutes: Listed[] = [
  ...[
    'GET /',
    'GET /questions',
    'GET /amas',
    'GET /videos',
    'GET /topics',
    'GET /topics/suggest',
    'GET /people',
    'GET /privacy',
    'GET /search',
    'GET /api',
    'GET /feed.atom',
    'GET /sitemap.xml',
    'GET /robots.txt',
    'GET /healthz',
    'GET /readyz',
  ].map((name) => openToAll(name)),
  openToAll('GET /search', { query: '?q=said' }),
  route('GET /metrics')`
        nobody outsider colleague asker answerer moderator admin
    -      404      404       404   404      404       404   404`,
  route('GET /topics/:slug{[a-z0-9-]+}', { leadsTo: '/topics/tech-lead' })`
              nobody outsider colleague asker answerer moderator admin
    topic        200      200       200   200      200       200   200
    synonym      301      301       301   301      301       301   301
    absent       404      404       404   404      404       404   404`,
  route('GET /topics/:file{[a-z0-9-]+\\.atom}', { leadsTo: '/topics/tech-lead.atom' })`
              nobody outsider colleague asker answerer moderator admin
    topic        200      200       200   200      200       200   200
    synonym      301      301       301   301      301       301   301`,
  route('GET /people/:name')`
              nobody outsider colleague asker answerer moderator admin
    profile      200      200       200   200      200       200   200
    absent       404      404       404   404      404       404   404`,
  route('GET /portraits/:id/:size')`
              nobody outsider colleague asker answerer moderator admin
    portrait     200      200       200   200      200       200   200
    absent       404      404       404   404      404       404   404`,
  route('GET /assets/:file')`
             nobody outsider colleague asker answerer moderator admin
    absent      404      404       404   404      404       404   404`,
];
