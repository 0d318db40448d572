import type { Listed } from './notation.ts';
import { route } from './notation.ts';

const details = {
  title: 'Reading a design document',
  body: '',
  topics: 'tech-lead',
  speakers: '',
  language: 'en',
  audience: 'everybody',
  publish: 'later',
};

/** Uploading, what an author does with a video, and what there is to watch. */
export const videoRoutes: Listed[] = [
  route('GET /videos/new')`
         nobody outsider colleague asker answerer moderator admin
    -       401      403       403   403      200       403   403`,
  route('GET /videos/own', { leadsTo: '/videos/new' })`
         nobody outsider colleague asker answerer moderator admin
    -       401      303       303   303      303       303   303`,
  route('POST /videos/own', { form: details, leadsTo: '/videos/own/…' })`
         nobody outsider colleague asker answerer moderator admin
    -       401      403       403   403      303       403   403`,
  route('GET /videos/own/:id')`
                                         nobody outsider colleague asker answerer moderator admin
    own-video failed-video ready-video      401      404       404   404      200       404   404
    absent                                  401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/details', { form: details, leadsTo: '{at}' })`
                                         nobody outsider colleague asker answerer moderator admin
    own-video failed-video ready-video      401      404       404   404      303       404   404
    absent                                  401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/file')`
                  nobody outsider colleague asker answerer moderator admin
    own-video        401      403       403   403      400       403   403
    ready-video      401      403       403   403      409       403   403
    absent           401      403       403   403      404       403   403`,
  route('POST /videos/own/:id/uploads')`
                  nobody outsider colleague asker answerer moderator admin
    own-video        401      403       403   403      412       403   403
    absent           401      403       403   403      404       403   403`,
  route('OPTIONS /videos/own/:id/uploads', { writes: false })`
                  nobody outsider colleague asker answerer moderator admin
    own-video        401      403       403   403      204       403   403
    absent           401      403       403   403      404       403   403`,
  route('GET /videos/own/:id/uploads/:upload')`
                  nobody outsider colleague asker answerer moderator admin
    upload           401      403       403   403      404       403   403
    absent           401      403       403   403      404       403   403`,
  route('PATCH /videos/own/:id/uploads/:upload')`
                  nobody outsider colleague asker answerer moderator admin
    upload           401      403       403   403      412       403   403
    absent           401      403       403   403      404       403   403`,
  route('DELETE /videos/own/:id/uploads/:upload')`
                  nobody outsider colleague asker answerer moderator admin
    upload           401      403       403   403      204       403   403
    absent           401      403       403   403      404       403   403`,
  route('POST /videos/own/:id/poster', { form: { frame: '2' }, leadsTo: '{at}' })`
                   nobody outsider colleague asker answerer moderator admin
    ready-video       401      404       404   404      303       404   404
    own-video         401      404       404   404      422       404   404
    absent            401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/picture')`
                   nobody outsider colleague asker answerer moderator admin
    ready-video       401      404       404   404      400       404   404
    absent            401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/attempt', { leadsTo: '{at}' })`
                   nobody outsider colleague asker answerer moderator admin
    failed-video      401      404       404   404      303       404   404
    own-video         401      404       404   404      409       404   404
    absent            401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/publication', { leadsTo: '{at}' })`
                   nobody outsider colleague asker answerer moderator admin
    ready-video       401      404       404   404      303       404   404
    own-video         401      404       404   404      409       404   404
    absent            401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/recognition', { leadsTo: '{at}' })`
                           nobody outsider colleague asker answerer moderator admin
    video-without-words       401      404       404   404      303       404   404
    own-video ready-video
    failed-video
    video                     401      404       404   404      409       404   404
    absent                    401      404       404   404      404       404   404`,
  route('POST /videos/own/:id/deletion', { leadsTo: '/videos/new' })`
                   nobody outsider colleague asker answerer moderator admin
    ready-video
    failed-video      401      404       404   404      303       404   404
    video             401      404       404   404      409       404   404
    absent            401      404       404   404      404       404   404`,
  route('GET /media/:grant/:folder/:file')`
                           nobody outsider colleague asker answerer moderator admin
    open-media                200      200       200   200      200       200   200
    members-media
    unpublished-media
    absent                    404      404       404   404      404       404   404`,
  route('GET /admin/video-authors')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   200`,
  route('POST /admin/video-authors', { form: { person: 'ada-example' }, leadsTo: '/admin/video-authors' })`
        nobody outsider colleague asker answerer moderator admin
    - =    401      403       403   403      403       403   303`,
  route('POST /admin/video-authors/:id/dismissal', { leadsTo: '/admin/video-authors' })`
                    nobody outsider colleague asker answerer moderator admin
    video-author       401      403       403   403      403       403   303
    absent =           401      403       403   403      403       403   303`,
];
