import { route, type Listed } from './notation.ts';

/**
 * What is done to a post, through its pages. One that is gone is not there for others than its author, and for a
 * moderator only where a moderator hid it. Who has written under their name stays with it (422).
 */
export const postRoutes: Listed[] = [
  route('GET /posts/:id', { leadsTo: '{at}' })`
                                               nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer ama
    video closed-question shut-question
    locked-question locked-answer                 302      302       302   302      302       302   302
    deleted-question                              404      404       404   302      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                              404      404       404   404      302       404   404
    hidden-question                               404      404       404   302      404       302   302
    below-hidden hidden-answer                    404      404       404   404      302       302   302
    comment-below-deleted deleted-comment         404      404       302   404      404       404   404
    absent                                        404      404       404   404      404       404   404`,
  route('GET /posts/:id/revisions')`
                                               nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer ama
    video closed-question shut-question
    locked-question locked-answer                 200      200       200   200      200       200   200
    deleted-question                              404      404       404   200      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                              404      404       404   404      200       404   404
    hidden-question                               404      404       404   200      404       200   200
    below-hidden hidden-answer                    404      404       404   404      200       200   200
    comment-below-deleted deleted-comment         404      404       200   404      404       404   404
    absent                                        404      404       404   404      404       404   404`,
  route('GET /posts/:id/edit')`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question      401      403       403   200      403       403   403
    answer named-answer ama video               401      403       403   403      200       403   403
    comment                                     401      403       200   403      403       403   403
    deleted-question                            401      404       404   200      404       404   404
    below-deleted deleted-answer                401      404       404   404      200       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden                                401      404       404   404      200       403   403
    comment-below-deleted deleted-comment       401      404       200   404      404       404   404
    hidden-answer                               401      404       404   404      403       403   403
    withdrawn-answer                            401      404       404   404      403       404   404
    locked-question locked-answer               401      403       403   403      403       403   403
    absent                                      401      404       404   404      404       404   404`,
  // Under a name it stays; the colleague's comments say nothing more that could be taken out (422).
  route('GET /posts/:id/byline')`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                             401      403       403   200      403       403   403
    answer locked-answer                        401      403       403   403      200       403   403
    named-answer ama video                      401      403       403   403      403       403   403
    comment                                     401      403       200   403      403       403   403
    deleted-question                            401      404       404   200      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                            401      404       404   404      200       404   404
    hidden-question                             401      404       404   200      404       403   403
    below-hidden hidden-answer                  401      404       404   404      200       403   403
    comment-below-deleted deleted-comment       401      404       200   404      404       404   404
    absent                                      401      404       404   404      404       404   404`,
  route('POST /posts/:id/byline', { form: { byline: 'member' }, leadsTo: '{at}' })`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                             401      403       403   303      403       403   403
    answer locked-answer                        401      403       403   403      303       403   403
    named-answer ama video                      401      403       403   403      403       403   403
    comment                                     401      403       422   403      403       403   403
    deleted-question                            401      404       404   303      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                            401      404       404   404      303       404   404
    hidden-question                             401      404       404   303      404       403   403
    below-hidden hidden-answer                  401      404       404   404      303       403   403
    comment-below-deleted deleted-comment       401      404       422   404      404       404   404
    absent                                      401      404       404   404      404       404   404`,
  route('GET /posts/:id/comments')`
                                               nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer ama
    video closed-question shut-question
    locked-question locked-answer                 401      200       200   200      200       200   200
    deleted-question                              401      404       404   200      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                              401      404       404   404      200       404   404
    hidden-question                               401      404       404   200      404       200   200
    below-hidden hidden-answer                    401      404       404   404      200       200   200
    comment-below-deleted deleted-comment         401      404       200   404      404       404   404
    absent                                        401      404       404   404      404       404   404`,
  route('GET /posts/:id/flags')`
                                                  nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                                  401      200       200   403      200       200   200
    answer named-answer ama video locked-answer      401      200       200   200      403       200   200
    comment                                          401      200       403   200      200       200   200
    deleted-question                                 401      404       404   403      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                                 401      404       404   404      403       404   404
    hidden-question                                  401      404       404   403      404       200   200
    below-hidden hidden-answer                       401      404       404   404      403       200   200
    comment-below-deleted deleted-comment            401      404       403   404      404       404   404
    absent                                           401      404       404   404      404       404   404`,
  route('POST /posts/:id/vote', { form: { value: '1' }, leadsTo: '{at}' })`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question      401      303       303   403      303       303   303
    answer named-answer ama video               401      303       303   303      403       303   303
    comment                                     401      303       403   303      303       303   303
    deleted-question                            401      404       404   403      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                            401      404       404   404      403       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden                                401      404       404   404      403       403   403
    comment-below-deleted deleted-comment       401      404       403   404      404       404   404
    hidden-answer                               401      404       404   404      403       403   403
    locked-question locked-answer               401      403       403   403      403       403   403
    absent                                      401      404       404   404      404       404   404`,
  route('POST /posts/:id/comments', {
    form: { body: 'Thank you, this helps.', byline: 'member' },
    leadsTo: '…',
  })`
                                              nobody outsider colleague asker answerer moderator admin
    question answer comment shut-question       401      303       303   303      303       303   303
    named-answer ama video closed-question      401      303       303   303      422       303   303
    deleted-question                            401      404       404   403      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                            401      404       404   404      403       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden hidden-answer                  401      404       404   404      403       403   403
    comment-below-deleted deleted-comment       401      404       403   404      404       404   404
    absent                                      401      404       404   404      404       404   404
    locked-question locked-answer               401      403       403   403      403       403   403`,
  route('POST /posts/:id/edit', {
    form: {
      title: 'A title that is long enough for one',
      tldr: '',
      body: 'A body that is long enough for this.',
      topics: 'tech-lead',
      revision: '1',
    },
    leadsTo: '…',
  })`
                               nobody outsider colleague asker answerer moderator admin
    question closed-question      401      403       403   303      403       403   403
    deleted-question              401      404       404   303      404       404   404
    hidden-question               401      404       404   403      404       403   403
    locked-question               401      403       403   403      403       403   403
    ama                           401      403       403   403      303       403   403
    absent                        401      404       404   404      404       404   404`,
  route('POST /posts/:id/edit', {
    form: { body: 'Other words than before.', revision: '1' },
    leadsTo: '{at}',
  })`
                                            nobody outsider colleague asker answerer moderator admin
    answer named-answer                        401      403       403   403      303       403   403
    comment                                    401      403       303   403      403       403   403
    below-deleted deleted-answer               401      404       404   404      303       404   404
    below-hidden                               401      404       404   404      303       403   403
    comment-below-deleted deleted-comment      401      404       303   404      404       404   404
    hidden-answer                              401      404       404   404      403       403   403
    withdrawn-answer                           401      404       404   404      403       404   404
    locked-answer                              401      403       403   403      403       403   403`,
  route('POST /posts/:id/removal', { form: { removed: '1' }, leadsTo: '{at}' })`
                                                  nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                                  401      403       403   303      403       403   403
    answer named-answer ama video locked-answer      401      403       403   403      303       403   403
    comment                                          401      403       303   403      403       403   403
    deleted-question                            =    401      404       404   303      404       404   404
    below-deleted                                    401      404       404   404      303       404   404
    deleted-answer withdrawn-answer             =    401      404       404   404      303       404   404
    hidden-question                                  401      404       404   303      404       403   403
    below-hidden hidden-answer                       401      404       404   404      303       403   403
    comment-below-deleted                            401      404       303   404      404       404   404
    deleted-comment                             =    401      404       303   404      404       404   404
    absent                                           401      404       404   404      404       404   404`,
  route('POST /posts/:id/removal', { form: { removed: '0' }, leadsTo: '{at}' })`
                                             nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question =    401      403       403   303      403       403   403
    answer named-answer ama video          =    401      403       403   403      303       403   403
    comment                                =    401      403       303   403      403       403   403
    deleted-question                            401      404       404   303      404       404   404
    below-deleted                          =    401      404       404   404      303       404   404
    deleted-answer                              401      404       404   404      303       404   404
    hidden-question                             401      404       404   403      404       403   403
    below-hidden                           =    401      404       404   404      303       403   403
    comment-below-deleted                  =    401      404       303   404      404       404   404
    deleted-comment                             401      404       303   404      404       404   404
    hidden-answer                               401      404       404   404      403       403   403
    withdrawn-answer                            401      404       404   404      403       404   404
    locked-question locked-answer               401      403       403   403      403       403   403
    absent                                      401      404       404   404      404       404   404`,
  route('POST /posts/:id/flags', { form: { reason: 'spam', note: '' }, leadsTo: '/posts/{id}/flags' })`
                                                  nobody outsider colleague asker answerer moderator admin
    question closed-question shut-question
    locked-question                                  401      303       303   403      303       303   303
    answer named-answer ama video locked-answer      401      303       303   303      403       303   303
    comment                                          401      303       403   303      303       303   303
    deleted-question                                 401      404       404   403      404       404   404
    below-deleted deleted-answer
    withdrawn-answer                                 401      404       404   404      403       404   404
    hidden-question                                  401      404       404   403      404       303   303
    below-hidden hidden-answer                       401      404       404   404      403       303   303
    comment-below-deleted deleted-comment            401      404       403   404      404       404   404
    absent                                           401      404       404   404      404       404   404`,
  route('POST /posts/:id/acceptance', { form: { accepted: '1' }, leadsTo: '{at}' })`
                                                  nobody outsider colleague asker answerer moderator admin
    question comment ama video deleted-question
    hidden-question comment-below-deleted
    deleted-comment closed-question
    shut-question locked-question absent             401      404       404   404      404       404   404
    answer                                           401      403       403   303      403       403   403
    named-answer                                =    401      403       403   303      403       403   403
    below-deleted deleted-answer
    withdrawn-answer                                 401      404       404   404      403       404   404
    below-hidden hidden-answer                       401      404       404   404      403       403   403
    locked-answer                                    401      403       403   403      403       403   403`,
  route('POST /posts/:id/acceptance', { form: { accepted: '0' }, leadsTo: '{at}' })`
                     nobody outsider colleague asker answerer moderator admin
    answer         =    401      403       403   303      403       403   403
    locked-answer       401      403       403   403      403       403   403
    deleted-answer      401      404       404   404      403       404   404
    absent              401      404       404   404      404       404   404`,
  route('POST /posts/:id/closure', { form: { closed: '1', reason: 'I took the offer.' }, leadsTo: '{at}' })`
                                    nobody outsider colleague asker answerer moderator admin
    question                           401      403       403   303      403       303   303
    closed-question shut-question =    401      403       403   303      403       303   303
    deleted-question                   401      404       404   303      404       404   404
    hidden-question                    401      404       404   303      404       303   303
    locked-question                    401      403       403   403      403       303   303
    answer absent                      401      404       404   404      404       404   404`,
  route('POST /posts/:id/closure', { form: { closed: '0' }, leadsTo: '{at}' })`
                       nobody outsider colleague asker answerer moderator admin
    question         =    401      403       403   303      403       303   303
    closed-question       401      403       403   303      403       303   303
    deleted-question =    401      404       404   303      404       404   404
    hidden-question  =    401      404       404   303      404       303   303
    shut-question         401      403       403   403      403       303   303
    locked-question  =    401      403       403   403      403       303   303
    answer absent         401      404       404   404      404       404   404`,
  route('POST /questions/:id/answers', {
    form: { body: 'A body that is long enough for this.', byline: 'member' },
    leadsTo: '…',
  })`
                                    nobody outsider colleague asker answerer moderator admin
    question                           401      303       303   303      303       303   303
    deleted-question                   401      404       404   403      404       404   404
    hidden-question                    401      404       404   403      404       403   403
    closed-question shut-question
    locked-question                    401      403       403   403      403       403   403
    answer absent ama                  401      404       404   404      404       404   404`,
];
