import type { Listed } from './notation.ts';
import { route } from './notation.ts';

const file = 'WEBVTT\n\n00:00.000 --> 00:00.900\nSomething else.\n';
const correction = { revision: 1, cues: [{ position: 0, text: 'Something that is really said.' }] };

/** The API on what is said in videos, and how they are divided. */
export const captionApiRoutes: Listed[] = [
  route('GET /api/v1/videos/:id/captions')`
                                  nobody outsider colleague asker answerer moderator admin
    video                            200      200       200   200      200       200   200
    members-video                    404      200       200   200      200       200   200
    own-video ready-video            404      404       404   404      200       404   404
    question absent                  404      404       404   404      404       404   404`,
  route('GET /api/v1/videos/:id/captions/:lang')`
                                  nobody outsider colleague asker answerer moderator admin
    said                             200      200       200   200      200       200   200
    said-to-members                  404      200       200   200      200       200   200
    said-before                      404      404       404   404      200       404   404
    unsaid absent                    404      404       404   404      404       404   404`,
  route('PUT /api/v1/videos/:id/captions/:lang', { file })`
                                  nobody outsider colleague asker answerer moderator admin
    said said-to-members unsaid      401      403       403   403      200       403   200
    said-before                      401      404       404   404      200       404   404
    absent                           401      404       404   404      404       404   404`,
  route('PATCH /api/v1/videos/:id/captions/:lang', { json: correction })`
                                  nobody outsider colleague asker answerer moderator admin
    said said-to-members             401      200       200   200      200       200   200
    said-before                      401      404       404   404      200       404   404
    unsaid absent                    401      404       404   404      404       404   404`,
  route('DELETE /api/v1/videos/:id/captions/:lang')`
                                  nobody outsider colleague asker answerer moderator admin
    said said-to-members             401      403       403   403      204       403   204
    said-before                      401      404       404   404      204       404   404
    unsaid                           401      403       403   403      404       403   404
    absent                           401      404       404   404      404       404   404`,
  route('GET /api/v1/videos/:id/chapters')`
                                  nobody outsider colleague asker answerer moderator admin
    video                            200      200       200   200      200       200   200
    members-video                    404      200       200   200      200       200   200
    own-video ready-video            404      404       404   404      200       404   404
    question absent                  404      404       404   404      404       404   404`,
  route('PUT /api/v1/videos/:id/chapters', { json: { chapters: [{ at: 0, title: 'All of it' }] } })`
                                  nobody outsider colleague asker answerer moderator admin
    video members-video              401      403       403   403      200       403   200
    own-video ready-video            401      404       404   404      200       404   404
    question absent                  401      404       404   404      404       404   404`,
  route('GET /api/v1/videos/:id/suggestions')`
                                  nobody outsider colleague asker answerer moderator admin
    video members-video              401      403       403   403      200       403   200
    own-video ready-video            401      404       404   404      200       404   404
    question absent                  401      404       404   404      404       404   404`,
  route('PUT /api/v1/suggestions/:id/acceptance')`
                                  nobody outsider colleague asker answerer moderator admin
    suggestion                       401      403       403   403      204       403   204
    absent                           401      404       404   404      404       404   404`,
  route('DELETE /api/v1/suggestions/:id')`
                                  nobody outsider colleague asker answerer moderator admin
    suggestion                       401      403       403   403      204       403   204
    absent                           401      404       404   404      404       404   404`,
];
