import type { Listed } from './notation.ts';
import { openToAll, route } from './notation.ts';

const series = { name: 'Another series', videos: [{ id: 'videoThread' }] };

/** The API on series. */
export const seriesApiRoutes: Listed[] = [
  openToAll('GET /api/v1/series'),
  route('POST /api/v1/series', { json: series, leadsTo: '/api/v1/series/another-series' })`
              nobody outsider colleague asker answerer moderator admin
    -            401      403       403   403      201       403   403`,
  route('GET /api/v1/series/:slug')`
              nobody outsider colleague asker answerer moderator admin
    series       200      200       200   200      200       200   200
    absent       404      404       404   404      404       404   404`,
  route('PATCH /api/v1/series/:slug', { json: series })`
              nobody outsider colleague asker answerer moderator admin
    series       401      403       403   403      200       403   200
    absent       401      404       404   404      404       404   404`,
  route('DELETE /api/v1/series/:slug')`
              nobody outsider colleague asker answerer moderator admin
    series       401      403       403   403      204       403   204
    absent       401      404       404   404      404       404   404`,
];
