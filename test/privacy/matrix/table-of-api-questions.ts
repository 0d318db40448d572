import { forMembers, openToAll, route, type Listed } from './notation.ts';

/** The API on topics and questions. It shows what is public to anybody, and to their author nothing more. */
export const questionApiRoutes: Listed[] = [
  openToAll('GET /api/v1/topics'),
  route('GET /api/v1/topics/:slug', { leadsTo: '/api/v1/topics/tech-lead' })`
              nobody outsider colleague asker answerer moderator admin
    topic        200      200       200   200      200       200   200
    synonym      301      301       301   301      301       301   301
    absent       404      404       404   404      404       404   404`,
  route('GET /api/v1/topics/:slug/questions', { leadsTo: '/api/v1/topics/tech-lead/questions' })`
              nobody outsider colleague asker answerer moderator admin
    topic        200      200       200   200      200       200   200
    synonym      301      301       301   301      301       301   301
    absent       404      404       404   404      404       404   404`,
  openToAll('GET /api/v1/questions'),
  forMembers('GET /api/v1/questions', { query: '?own=1' }),
  openToAll('GET /api/v1/search', { query: '?q=said' }),
  openToAll('GET /api/v1/openapi.json'),
  route('POST /api/v1/questions', {
    json: {
      title: 'A title that is long enough for one',
      tldr: '',
      body: 'A body that is long enough for this.',
      topics: ['tech-lead'],
      byline: 'member',
    },
    leadsTo: '/api/v1/questions/…',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      201       201   201      201       201   201`,
  route('GET /api/v1/questions/:id')`
                                              nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                              200      200       200   200      200       200   200
    deleted-question hidden-question answer
    absent                                       404      404       404   404      404       404   404`,
  route('GET /api/v1/questions/:id', { query: '?own=1' })`
                                              nobody outsider colleague asker answerer moderator admin
    question                                     401      200       200   200      200       200   200
    deleted-question hidden-question absent      401      404       404   404      404       404   404`,
  route('PATCH /api/v1/questions/:id', { json: { revision: 1, body: 'Other words than before.' } })`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question      401      403       403   200      403       403   403
    deleted-question                            401      404       404   403      404       404   404
    hidden-question                             401      404       404   403      404       403   403
    locked-question                             401      403       403   403      403       403   403
    answer                                      401      403       403   403      404       403   403
    absent                                      401      404       404   404      404       404   404`,
  route('DELETE /api/v1/questions/:id')`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                             401      403       403   204      403       403   403
    deleted-question                       =    401      404       404   204      404       404   404
    hidden-question                             401      404       404   204      404       403   403
    answer absent                               401      404       404   404      404       404   404`,
  route('PUT /api/v1/questions/:id/closure', { json: { reason: 'I took the offer.' } })`
                                    nobody outsider colleague asker answerer moderator admin
    question                           401      403       403   204      403       204   204
    closed-question shut-question =    401      403       403   204      403       204   204
    deleted-question                   401      404       404   204      404       404   404
    hidden-question                    401      404       404   204      404       204   204
    locked-question                    401      403       403   403      403       204   204
    answer absent                      401      404       404   404      404       404   404`,
  route('DELETE /api/v1/questions/:id/closure')`
                       nobody outsider colleague asker answerer moderator admin
    question         =    401      403       403   204      403       204   204
    closed-question       401      403       403   204      403       204   204
    deleted-question =    401      404       404   204      404       404   404
    hidden-question  =    401      404       404   204      404       204   204
    shut-question         401      403       403   403      403       204   204
    locked-question  =    401      403       403   403      403       204   204
    answer absent         401      404       404   404      404       404   404`,
  route('GET /api/v1/questions/:id/answers')`
                                              nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                              200      200       200   200      200       200   200
    deleted-question hidden-question answer
    absent                                       404      404       404   404      404       404   404`,
  route('POST /api/v1/questions/:id/answers', {
    json: { body: 'A body that is long enough for this.', byline: 'member' },
    leadsTo: '/api/v1/answers/…',
  })`
                                    nobody outsider colleague asker answerer moderator admin
    question                           401      201       201   201      201       201   201
    deleted-question                   401      404       404   403      404       404   404
    hidden-question                    401      404       404   403      404       403   403
    closed-question shut-question
    locked-question                    401      403       403   403      403       403   403
    answer absent                      401      404       404   404      404       404   404`,
  route('GET /api/v1/questions/:id/comments')`
                                              nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                              200      200       200   200      200       200   200
    deleted-question hidden-question answer
    absent                                       404      404       404   404      404       404   404`,
  route('POST /api/v1/questions/:id/comments', {
    json: { body: 'A body that is long enough for this.', byline: 'member' },
    leadsTo: '/api/v1/comments/…',
  })`
                                               nobody outsider colleague asker answerer moderator admin
    question shut-question                       401      201       201   201      201       201   201
    closed-question                              401      201       201   201      422       201   201
    deleted-question hidden-question answer
    absent                                       401      404       404   404      404       404   404
    locked-question                              401      403       403   403      403       403   403`,
];
