import { forMembers, route, type Listed } from './notation.ts';

/** Pages of threads, and asking. */
export const threadRoutes: Listed[] = [
  route('GET /questions/:id', { leadsTo: '{at}' })`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                             301      301       301   301      301       301   301
    deleted-question                            404      404       404   301      404       404   404
    hidden-question                             404      404       404   301      404       301   301
    answer absent                               404      404       404   404      404       404   404`,
  route('GET /questions/:id/:slug')`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                             200      200       200   200      200       200   200
    deleted-question                            404      404       404   200      404       404   404
    hidden-question                             404      404       404   200      404       200   200
    answer absent                               404      404       404   404      404       404   404`,
  route('GET /amas/:id', { leadsTo: '{at}' })`
                      nobody outsider colleague asker answerer moderator admin
    ama                  301      301       301   301      301       301   301
    question absent      404      404       404   404      404       404   404`,
  route('GET /amas/:id/:slug')`
                      nobody outsider colleague asker answerer moderator admin
    ama                  200      200       200   200      200       200   200
    question absent      404      404       404   404      404       404   404`,
  forMembers('GET /questions/new'),
  route('GET /questions/new', { query: '?draft={id}' })`
            nobody outsider colleague asker answerer moderator admin
    draft      401      404       404   200      404       404   404`,
  route('POST /questions', {
    form: {
      title: 'A title that is long enough for one',
      tldr: '',
      body: 'A body that is long enough for this.',
      topics: 'tech-lead',
      byline: 'member',
    },
    leadsTo: '/questions/…',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
];
