import type { Listed } from './notation.ts';
import { openToAll, route } from './notation.ts';

const video = { title: 'Reading a design document', topics: ['tech-lead'], publish: 'later' };

/** The API on videos: what everybody reads, and what their author does. */
export const videoApiRoutes: Listed[] = [
  openToAll('GET /api/v1/videos'),
  route('GET /api/v1/videos/:id')`
                              nobody outsider colleague asker answerer moderator admin
    video members-video          200      200       200   200      200       200   200
    own-video ready-video
    question absent              404      404       404   404      404       404   404`,
  route('PATCH /api/v1/videos/:id', { json: { revision: 1, topics: ['tech-lead'] } })`
                              nobody outsider colleague asker answerer moderator admin
    video members-video          401      403       403   403      200       403   403
    own-video ready-video
    absent                       401      404       404   404      404       404   404`,
  route('DELETE /api/v1/videos/:id')`
                              nobody outsider colleague asker answerer moderator admin
    video members-video          401      403       403   403      204       403   403
    own-video ready-video
    question absent              401      404       404   404      404       404   404`,
  route('GET /api/v1/videos/:id/comments')`
                              nobody outsider colleague asker answerer moderator admin
    video members-video          200      200       200   200      200       200   200
    own-video ready-video
    question ama absent          404      404       404   404      404       404   404`,
  route('POST /api/v1/videos/:id/comments', {
    json: { body: 'A body that is long enough for this.', byline: 'member' },
    leadsTo: '/api/v1/comments/…',
  })`
                              nobody outsider colleague asker answerer moderator admin
    video members-video          401      201       201   201      422       201   201
    own-video ready-video
    question ama absent          401      404       404   404      404       404   404`,
  route('GET /api/v1/own-videos')`
         nobody outsider colleague asker answerer moderator admin
    -       401      200       200   200      200       200   200`,
  route('POST /api/v1/own-videos', { json: video, leadsTo: '/api/v1/own-videos/…' })`
         nobody outsider colleague asker answerer moderator admin
    -       401      403       403   403      201       403   403`,
  route('GET /api/v1/own-videos/:id')`
                                               nobody outsider colleague asker answerer moderator admin
    own-video failed-video ready-video video      401      404       404   404      200       404   404
    question absent                               401      404       404   404      404       404   404`,
  route('PATCH /api/v1/own-videos/:id', { json: { audience: 'members' } })`
                                               nobody outsider colleague asker answerer moderator admin
    own-video failed-video ready-video video      401      404       404   404      200       404   404
    question absent                               401      404       404   404      404       404   404`,
  route('DELETE /api/v1/own-videos/:id')`
                                               nobody outsider colleague asker answerer moderator admin
    own-video failed-video ready-video            401      404       404   404      204       404   404
    video                                         401      404       404   404      409       404   404
    absent                                        401      404       404   404      404       404   404`,
  route('PUT /api/v1/own-videos/:id/file')`
                   nobody outsider colleague asker answerer moderator admin
    own-video         401      403       403   403      422       403   403
    ready-video       401      403       403   403      409       403   403
    absent            401      403       403   403      404       403   403`,
  route('PUT /api/v1/own-videos/:id/frame', { json: { frame: 2 } })`
                   nobody outsider colleague asker answerer moderator admin
    ready-video       401      404       404   404      200       404   404
    own-video         401      404       404   404      422       404   404
    absent            401      404       404   404      404       404   404`,
  route('PUT /api/v1/own-videos/:id/picture')`
                   nobody outsider colleague asker answerer moderator admin
    ready-video       401      404       404   404      422       404   404
    own-video         401      404       404   404      409       404   404
    absent            401      404       404   404      404       404   404`,
  route('PUT /api/v1/own-videos/:id/publication')`
                   nobody outsider colleague asker answerer moderator admin
    ready-video       401      404       404   404      204       404   404
    own-video         401      404       404   404      409       404   404
    absent            401      404       404   404      404       404   404`,
  route('POST /api/v1/own-videos/:id/attempts')`
                    nobody outsider colleague asker answerer moderator admin
    failed-video       401      404       404   404      204       404   404
    own-video          401      404       404   404      409       404   404
    absent             401      404       404   404      404       404   404`,
];
