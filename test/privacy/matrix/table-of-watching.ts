import { route, type Listed } from './notation.ts';

const captions = {
  lang: 'en',
  kind: 'captions',
  captions: 'WEBVTT\n\n00:00.000 --> 00:00.900\nSomething else.\n',
};
const series = { name: 'Another series', summary: '', videos: 'videoThread' };

/** Reading and mending what is said in videos, what one keeps of them, and series. */
export const watchRoutes: Listed[] = [
  route('GET /videos/:id', { leadsTo: '{at}' })`
                        nobody outsider colleague asker answerer moderator admin
    video members-video    301      301       301   301      301       301   301
    question absent        404      404       404   404      404       404   404`,
  route('GET /videos/:id/:slug')`
                        nobody outsider colleague asker answerer moderator admin
    video members-video    200      200       200   200      200       200   200
    question absent        404      404       404   404      404       404   404`,
  route('GET /videos/:id/:slug/transcript')`
                    nobody outsider colleague asker answerer moderator admin
    video              200      200       200   200      200       200   200
    members-video      404      200       200   200      200       200   200
    question absent    404      404       404   404      404       404   404`,
  route('GET /captions/:track/:revision/words.vtt')`
                     nobody outsider colleague asker answerer moderator admin
    track               200      200       200   200      200       200   200
    members-track       404      200       200   200      200       200   200
    absent              404      404       404   404      404       404   404`,
  route('GET /posts/:id/captions')`
                         nobody outsider colleague asker answerer moderator admin
    video members-video     401      403       403   403      200       403   200
    question absent         401      404       404   404      404       404   404`,
  route('POST /posts/:id/captions', { form: captions, leadsTo: '/posts/{id}/captions' })`
                         nobody outsider colleague asker answerer moderator admin
    video members-video     401      403       403   403      303       403   303
    question absent         401      404       404   404      404       404   404`,
  route('POST /posts/:id/chapters', {
    form: { chapters: '0:00 All of it' },
    leadsTo: '/posts/{id}/captions',
  })`
                         nobody outsider colleague asker answerer moderator admin
    video members-video     401      403       403   403      303       403   303
    question absent         401      404       404   404      404       404   404`,
  route('POST /captions/:track/removal', { leadsTo: '/posts/{video}/captions' })`
                     nobody outsider colleague asker answerer moderator admin
    track               401      403       403   403      303       403   303
    members-track       401      403       403   403      303       403   303
    absent              401      404       404   404      404       404   404`,
  route('GET /captions/:track/corrections')`
                           nobody outsider colleague asker answerer moderator admin
    track members-track       401      200       200   200      200       200   200
    absent                    401      404       404   404      404       404   404`,
  route('POST /captions/:track/corrections', {
    form: { revision: '1', 'cue-0': 'Something that is really said.' },
    leadsTo: '/videos/…',
  })`
                           nobody outsider colleague asker answerer moderator admin
    track members-track       401      200       200   200      303       200   303
    absent                    401      404       404   404      404       404   404`,
  route('GET /posts/:id/suggestions')`
                         nobody outsider colleague asker answerer moderator admin
    video members-video     401      403       403   403      200       403   200
    question absent         401      404       404   404      404       404   404`,
  route('POST /suggestions/:id', { form: { decision: 'accept' }, leadsTo: '/posts/videoThread/suggestions' })`
                         nobody outsider colleague asker answerer moderator admin
    suggestion              401      403       403   403      303       403   303
    absent                  401      404       404   404      404       404   404`,
  route('POST /posts/:id/watched', { form: { at: '700' }, leadsTo: '{at}' })`
                         nobody outsider colleague asker answerer moderator admin
    video members-video     401      303       303   303      303       303   303
    question absent         401      404       404   404      404       404   404`,
  route('POST /posts/:id/notes', { form: { notes: 'Ask about this.' }, leadsTo: '{at}#notes' })`
                         nobody outsider colleague asker answerer moderator admin
    video members-video     401      303       303   303      303       303   303
    question absent         401      404       404   404      404       404   404`,
  route('GET /series')`
         nobody outsider colleague asker answerer moderator admin
    -       200      200       200   200      200       200   200`,
  route('GET /series/new')`
         nobody outsider colleague asker answerer moderator admin
    -       401      403       403   403      200       403   403`,
  route('POST /series', { form: series, leadsTo: '/series/another-series' })`
         nobody outsider colleague asker answerer moderator admin
    -       401      403       403   403      303       403   403`,
  route('GET /series/:slug')`
              nobody outsider colleague asker answerer moderator admin
    series       200      200       200   200      200       200   200
    absent       404      404       404   404      404       404   404`,
  route('GET /series/:file{[a-z0-9-]+\\.(?:atom|rss)}')`
                   nobody outsider colleague asker answerer moderator admin
    series-feed       200      200       200   200      200       200   200`,
  route('GET /series/:slug/edit')`
              nobody outsider colleague asker answerer moderator admin
    series       401      403       403   403      200       403   200
    absent       401      404       404   404      404       404   404`,
  route('POST /series/:slug', { form: series, leadsTo: '/series/{slug}' })`
              nobody outsider colleague asker answerer moderator admin
    series       401      403       403   403      303       403   303
    absent       401      404       404   404      404       404   404`,
  route('POST /series/:slug/removal', { leadsTo: '/series' })`
              nobody outsider colleague asker answerer moderator admin
    series       401      403       403   403      303       403   303
    absent       401      404       404   404      404       404   404`,
];
