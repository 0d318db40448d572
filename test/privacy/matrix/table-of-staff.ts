import { route, type Listed } from './notation.ts';

/** Moderation and administration. */
export const staffRoutes: Listed[] = [
  route('GET /moderation')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       200   200`,
  route('GET /moderation/log')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       200   200`,
  route('GET /moderation/posts/:id')`
                                                  nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer ama
    video deleted-question below-deleted
    hidden-question below-hidden deleted-answer
    comment-below-deleted hidden-answer
    withdrawn-answer deleted-comment
    closed-question shut-question
    locked-question locked-answer                    401      403       403   403      403       200   200
    absent                                           401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', {
    form: { act: 'hide', reason: 'It names a person.' },
    leadsTo: '…',
  })`
                                                  nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer ama
    video below-deleted below-hidden
    comment-below-deleted closed-question
    shut-question locked-question locked-answer      401      403       403   403      403       303   303
    hidden-question hidden-answer
    withdrawn-answer                            =    401      403       403   403      403       303   303
    deleted-question deleted-answer
    deleted-comment                                  401      403       403   403      403       409   409
    absent                                           401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', { form: { act: 'restore', reason: '' }, leadsTo: '…' })`
                                                  nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer ama
    video below-deleted below-hidden
    comment-below-deleted closed-question
    shut-question locked-question locked-answer =    401      403       403   403      403       303   303
    hidden-question hidden-answer
    withdrawn-answer                                 401      403       403   403      403       303   303
    deleted-question deleted-answer
    deleted-comment                                  401      403       403   403      403       409   409
    absent                                           401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', {
    form: { act: 'lock', reason: 'It names a person.' },
    leadsTo: '…',
  })`
                                                nobody outsider colleague asker answerer moderator admin
    question deleted-question hidden-question
    closed-question shut-question answer           401      403       403   403      403       303   303
    locked-question                           =    401      403       403   403      403       303   303
    absent                                         401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', { form: { act: 'unlock', reason: '' }, leadsTo: '…' })`
                                                nobody outsider colleague asker answerer moderator admin
    question deleted-question hidden-question
    closed-question shut-question answer      =    401      403       403   403      403       303   303
    locked-question                                401      403       403   403      403       303   303
    absent                                         401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', {
    form: { act: 'close', reason: 'It names a person.' },
    leadsTo: '…',
  })`
                                                nobody outsider colleague asker answerer moderator admin
    question deleted-question hidden-question
    locked-question answer                         401      403       403   403      403       303   303
    closed-question shut-question             =    401      403       403   403      403       303   303
    absent                                         401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', { form: { act: 'reopen', reason: '' }, leadsTo: '…' })`
                                                nobody outsider colleague asker answerer moderator admin
    question deleted-question hidden-question
    locked-question answer                    =    401      403       403   403      403       303   303
    closed-question shut-question                  401      403       403   403      403       303   303
    absent                                         401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', { form: { act: 'dismiss', reason: '' }, leadsTo: '…' })`
             nobody outsider colleague asker answerer moderator admin
    answer      401      403       403   403      403       303   303
    absent      401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', {
    form: { act: 'suspend', reason: 'They threaten people.', until: '7' },
    leadsTo: '…',
  })`
                                            nobody outsider colleague asker answerer moderator admin
    question answer comment named-answer
    hidden-answer deleted-answer
    below-deleted withdrawn-answer             401      403       403   403      403       303   303
    absent                                     401      403       403   403      403       404   404`,
  route('POST /moderation/posts/:id/acts', { form: { act: 'lift', reason: '' }, leadsTo: '…' })`
              nobody outsider colleague asker answerer moderator admin
    answer =     401      403       403   403      403       303   303
    absent       401      403       403   403      403       404   404`,
  route('GET /admin')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   200`,
  route('GET /admin/mail')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   200`,
  route('GET /admin/topics')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   200`,
  route('POST /admin/topics', {
    form: { name: 'Interviews', summary: 'How to be asked.' },
    leadsTo: '/admin/topics/interviews',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   303`,
  route('GET /admin/topics/:slug')`
             nobody outsider colleague asker answerer moderator admin
    topic       401      403       403   403      403       403   200
    absent      401      403       403   403      403       403   404`,
  route('POST /admin/topics/:slug', {
    form: { name: 'Tech Leads', summary: '', guide: '', parent: '', synonyms: '' },
    leadsTo: '/admin/topics/tech-lead?done=saved',
  })`
             nobody outsider colleague asker answerer moderator admin
    topic       401      403       403   403      403       403   303
    absent      401      403       403   403      403       403   404`,
];
