import { forMembers, route, type Listed } from './notation.ts';

const announcement = {
  ...{ title: 'Ask me about the year after a reorg', body: 'What I can speak about.', topics: 'tech-lead' },
  ...{ startDate: '2026-05-20', startTime: '17:00', endDate: '', endTime: '18:00', zone: 'Europe/Berlin' },
};
const { title: _title, body: _body, topics: _topics, ...times } = announcement;

/**
 * AMAs as they are run. The answerer hosts; the asker has asked in `ama`, and once more what was turned down. Who has no
 * profile cannot host (422); hosts are guests too, so who is nobody may come by a link.
 */
export const amaRoutes: Listed[] = [
  // Over a real socket it goes on; what is sent in it is the same for all.
  route('GET /amas/events/:id')`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 200      200       200   200      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  forMembers('GET /amas/new'),
  route('POST /amas', { form: announcement, leadsTo: '/amas/…' })`
                                   nobody outsider colleague asker answerer moderator admin
    -                                 401      422       422   422      303       422   422`,
  route('GET /amas/manage/:id')`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      403       403   403      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('POST /amas/:id/schedule', { form: times, leadsTo: '/amas/manage/{id}' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      403       403   403      303       303   303
    cancelled-ama                     401      403       403   403      409       409   409
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('POST /amas/:id/summary', {
    form: { summary: 'In short: ask early.' },
    leadsTo: '/amas/manage/{id}',
  })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      403       403   403      303       303   303
    deleted-ama question absent       404      404       404   404      404       404   404`,
  // Its hour has not come yet.
  route('POST /amas/:id/recording', { form: { recording: '', begins: '' } })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      403       403   403      409       409   409
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('POST /amas/:id/state', { form: { act: 'begin' }, leadsTo: '/amas/stage/{id}' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      403       403   403      303       303   303
    cancelled-ama                     401      403       403   403      409       409   409
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('POST /amas/:id/hosts', { form: { act: 'invite', name: 'Grace Example', title: '' } })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      403       403   403      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('GET /amas/stage/:id')`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      403       403   403      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('POST /amas/:id/queue/:question', { form: { act: 'pin' }, leadsTo: '/amas/stage/{id}' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama-question                      401      403       403   403      303       303   303
    dismissed-question                401      403       403   403      409       409   409
    ama                               401      403       403   403      404       404   404
    deleted-ama absent                404      404       404   404      404       404   404`,
  route('POST /amas/:id/queue/:question/answers', {
    form: { body: 'You see it in the calendars.', seen: '0' },
    leadsTo: '/amas/stage/{id}',
  })`
                                   nobody outsider colleague asker answerer moderator admin
    ama-question                      401      403       403   403      303       403   403
    dismissed-question                401      403       403   403      409       403   403
    ama                               401      403       403   403      404       403   403
    deleted-ama absent                404      404       404   404      404       404   404`,
  // Nothing is kept of it where readers do not watch.
  route('POST /amas/:id/queue/:question/draft', { form: { body: 'You see' }, writes: false })`
                                   nobody outsider colleague asker answerer moderator admin
    ama-question dismissed-question   401      403       403   403      204       403   403
    deleted-ama absent                404      404       404   404      404       404   404`,
  route('GET /amas/invitation/:token')`
                                   nobody outsider colleague asker answerer moderator admin
    invitation                        200      200       200   200      200       200   200
    absent                            404      404       404   404      404       404   404`,
  route('POST /amas/invitation/:token', { form: { as: 'guest' }, leadsTo: '/amas/stage/{id}' })`
                                   nobody outsider colleague asker answerer moderator admin
    invitation                        303      303       303   303      303       303   303
    absent                            404      404       404   404      404       404   404`,
  route('POST /amas/:id/questions', {
    form: { body: 'How do you know that one is coming?', byline: 'member' },
    leadsTo: '{at}?asked=1',
  })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      303       303   303      403       303   303
    cancelled-ama                     401      403       403   403      403       403   403
    deleted-ama question absent       401      404       404   404      404       404   404`,
  route('POST /amas/similar/:id', { form: { body: 'How do you know it?' }, writes: false })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      200       200   200      200       200   200
    deleted-ama question absent       401      404       404   404      404       404   404`,
  // What was turned down stands on the stage for hosts.
  route('GET /amas/:id/:slug/:question')`
                                   nobody outsider colleague asker answerer moderator admin
    ama-question                      200      200       200   200      200       200   200
    dismissed-question                404      404       404   200      404       200   200
    ama deleted-ama absent            404      404       404   404      404       404   404`,
  route('POST /api/v1/amas/:id/questions', {
    json: { body: 'How do you know that one is coming?', byline: 'member' },
  })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      202       202   202      403       202   202
    cancelled-ama                     401      403       403   403      403       403   403
    deleted-ama question absent       401      404       404   404      404       404   404`,
  route('POST /api/v1/amas/:id/questions/:question/answers', {
    json: { body: 'You see it in the calendars.', seen: 0 },
    leadsTo: '/api/v1/amas/{id}/questions',
  })`
                                   nobody outsider colleague asker answerer moderator admin
    ama-question                      401      403       403   403      201       403   403
    dismissed-question                401      403       403   403      409       403   403
    deleted-ama absent                401      404       404   404      404       404   404`,
];
