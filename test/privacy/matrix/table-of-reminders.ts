import { forMembers, openToAll, route, type Listed } from './notation.ts';

/** AMAs in calendars and by the API, and who wants to be reminded of them. */
export const reminderRoutes: Listed[] = [
  openToAll('GET /amas.ics'),
  route('GET /amas/calendar/:id')`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 200      200       200   200      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('POST /amas/:id/rsvp', { form: { going: '1' }, leadsTo: '{at}', writes: 'perhaps' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      303       303   303      303       303   303
    cancelled-ama                     401      409       409   409      409       409   409
    deleted-ama question absent       401      404       404   404      404       404   404`,
  route('POST /amas/:id/rsvp', { form: { going: '0' }, leadsTo: '{at}', writes: 'perhaps' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      303       303   303      303       303   303
    deleted-ama question absent       401      404       404   404      404       404   404`,
  openToAll('GET /api/v1/amas'),
  forMembers('GET /api/v1/amas', { query: '?own=1' }),
  route('GET /api/v1/amas/:id')`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 200      200       200   200      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('GET /api/v1/amas/:id', { query: '?own=1' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      200       200   200      200       200   200
    deleted-ama absent                401      404       404   404      404       404   404`,
  route('GET /api/v1/amas/:id/questions')`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 200      200       200   200      200       200   200
    deleted-ama question absent       404      404       404   404      404       404   404`,
  route('GET /api/v1/amas/:id/questions', { query: '?own=1' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      200       200   200      200       200   200
    deleted-ama absent                401      404       404   404      404       404   404`,
  route('PUT /api/v1/amas/:id/rsvp', { writes: 'perhaps' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama                               401      204       204   204      204       204   204
    cancelled-ama                     401      409       409   409      409       409   409
    deleted-ama question absent       401      404       404   404      404       404   404`,
  route('DELETE /api/v1/amas/:id/rsvp', { writes: 'perhaps' })`
                                   nobody outsider colleague asker answerer moderator admin
    ama cancelled-ama                 401      204       204   204      204       204   204
    deleted-ama question absent       401      404       404   404      404       404   404`,
];
