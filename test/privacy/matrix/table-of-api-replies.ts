import { route, type Listed } from './notation.ts';

/** The API on answers, comments and votes. */
export const replyApiRoutes: Listed[] = [
  route('GET /api/v1/answers/:id')`
                                                nobody outsider colleague asker answerer moderator admin
    answer named-answer locked-answer              200      200       200   200      200       200   200
    below-deleted below-hidden deleted-answer
    hidden-answer withdrawn-answer question
    deleted-question comment ama absent            404      404       404   404      404       404   404`,
  route('GET /api/v1/answers/:id/comments')`
                                                nobody outsider colleague asker answerer moderator admin
    answer named-answer locked-answer              200      200       200   200      200       200   200
    below-deleted below-hidden deleted-answer
    hidden-answer withdrawn-answer question
    deleted-question comment ama absent            404      404       404   404      404       404   404`,
  route('POST /api/v1/answers/:id/comments', {
    json: { body: 'A body that is long enough for this.', byline: 'member' },
    leadsTo: '/api/v1/comments/…',
  })`
                                                 nobody outsider colleague asker answerer moderator admin
    answer                                         401      201       201   201      201       201   201
    named-answer                                   401      201       201   201      422       201   201
    below-deleted below-hidden deleted-answer
    hidden-answer withdrawn-answer question
    deleted-question comment ama absent            401      404       404   404      404       404   404
    locked-answer                                  401      403       403   403      403       403   403`,
  route('PATCH /api/v1/answers/:id', { json: { revision: 1, body: 'Other words than before.' } })`
                                   nobody outsider colleague asker answerer moderator admin
    answer named-answer               401      403       403   403      200       403   403
    below-deleted deleted-answer
    withdrawn-answer                  401      404       404   404      403       404   404
    below-hidden hidden-answer        401      404       404   404      403       403   403
    locked-answer                     401      403       403   403      403       403   403
    question                          401      403       403   404      403       403   403
    deleted-question absent           401      404       404   404      404       404   404
    comment                           401      403       404   403      403       403   403
    ama                               401      403       403   403      404       403   403`,
  route('DELETE /api/v1/answers/:id')`
                                                   nobody outsider colleague asker answerer moderator admin
    answer named-answer locked-answer                 401      403       403   403      204       403   403
    below-deleted                                     401      404       404   404      204       404   404
    deleted-answer withdrawn-answer              =    401      404       404   404      204       404   404
    below-hidden hidden-answer                        401      404       404   404      204       403   403
    question deleted-question comment ama absent      401      404       404   404      404       404   404`,
  route('PUT /api/v1/answers/:id/acceptance')`
                                                   nobody outsider colleague asker answerer moderator admin
    answer                                            401      403       403   204      403       403   403
    named-answer                                 =    401      403       403   204      403       403   403
    below-deleted deleted-answer
    withdrawn-answer                                  401      404       404   404      403       404   404
    below-hidden hidden-answer                        401      404       404   404      403       403   403
    locked-answer                                     401      403       403   403      403       403   403
    question deleted-question comment ama absent      401      404       404   404      404       404   404`,
  route('DELETE /api/v1/answers/:id/acceptance')`
                                                   nobody outsider colleague asker answerer moderator admin
    answer                                       =    401      403       403   204      403       403   403
    named-answer                                      401      403       403   204      403       403   403
    below-deleted deleted-answer
    withdrawn-answer                                  401      404       404   404      403       404   404
    below-hidden hidden-answer                        401      404       404   404      403       403   403
    locked-answer                                     401      403       403   403      403       403   403
    question deleted-question comment ama absent      401      404       404   404      404       404   404`,
  route('GET /api/v1/comments/:id')`
                                                 nobody outsider colleague asker answerer moderator admin
    comment video-comment                           200      200       200   200      200       200   200
    comment-below-deleted deleted-comment
    question hidden-question answer ama absent      404      404       404   404      404       404   404`,
  route('POST /api/v1/comments/:id/comments', {
    json: { body: 'A body that is long enough for this.', byline: 'member' },
    leadsTo: '/api/v1/comments/…',
  })`
                                                 nobody outsider colleague asker answerer moderator admin
    comment                                         401      201       201   201      201       201   201
    video-comment                                   401      201       201   201      422       201   201
    comment-below-deleted deleted-comment
    question hidden-question answer ama absent      401      404       404   404      404       404   404`,
  route('PATCH /api/v1/comments/:id', { json: { revision: 1, body: 'Other words than before.' } })`
                                            nobody outsider colleague asker answerer moderator admin
    comment video-comment                      401      403       200   403      403       403   403
    comment-below-deleted deleted-comment      401      404       403   404      404       404   404
    question                                   401      403       403   404      403       403   403
    hidden-question                            401      404       404   403      404       403   403
    answer ama                                 401      403       403   403      404       403   403
    absent                                     401      404       404   404      404       404   404`,
  route('DELETE /api/v1/comments/:id')`
                                                 nobody outsider colleague asker answerer moderator admin
    comment video-comment                           401      403       204   403      403       403   403
    comment-below-deleted                           401      404       204   404      404       404   404
    deleted-comment                            =    401      404       204   404      404       404   404
    question hidden-question answer ama absent      401      404       404   404      404       404   404`,
  route('PUT /api/v1/posts/:id/vote', { json: { value: 1 } })`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question      401      200       200   403      200       200   200
    answer named-answer ama video               401      200       200   200      403       200   200
    comment                                     401      200       403   200      200       200   200
    deleted-question                            401      404       404   403      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                            401      404       404   404      403       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden                                401      404       404   404      403       403   403
    comment-below-deleted deleted-comment       401      404       403   404      404       404   404
    hidden-answer                               401      404       404   404      403       403   403
    locked-question locked-answer               401      403       403   403      403       403   403
    absent                                      401      404       404   404      404       404   404`,
  route('DELETE /api/v1/posts/:id/vote')`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question =    401      204       204   403      204       204   204
    answer named-answer                    =    401      204       204   204      403       204   204
    video                                  =    401      204       204   204      403       204   204
    ama                                    =    401      204       204   204      403       204   204
    comment                                =    401      204       403   204      204       204   204
    deleted-question                            401      404       404   403      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                            401      404       404   404      403       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden                           =    401      404       404   404      403       403   403
    comment-below-deleted deleted-comment       401      404       403   404      404       404   404
    hidden-answer                               401      404       404   404      403       403   403
    locked-question locked-answer               401      403       403   403      403       403   403
    absent                                      401      404       404   404      404       404   404`,
  route('DELETE /api/v1/posts/:id/removal')`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question =    401      403       403   204      403       403   403
    answer named-answer ama video          =    401      403       403   403      204       403   403
    comment                                =    401      403       204   403      403       403   403
    deleted-question                            401      404       404   204      404       404   404
    below-deleted                          =    401      404       404   404      204       404   404
    deleted-answer                              401      404       404   404      204       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden                           =    401      404       404   404      204       403   403
    comment-below-deleted                  =    401      404       204   404      404       404   404
    deleted-comment                             401      404       204   404      404       404   404
    hidden-answer                               401      404       404   404      403       403   403
    withdrawn-answer                            401      404       404   404      403       404   404
    locked-question locked-answer               401      403       403   403      403       403   403
    absent                                      401      404       404   404      404       404   404`,
];
