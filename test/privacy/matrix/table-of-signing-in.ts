import { forMembers, openToAll, route, type Listed } from './notation.ts';

/** Signing in, up and out. Who has a link is let in, whoever they are. */
export const signingInRoutes: Listed[] = [
  route('GET /sign-in', { leadsTo: '/' })`
        nobody outsider colleague asker answerer moderator admin
    -      200      303       303   303      303       303   303`,
  route('POST /sign-in', { form: { email: 'asker@cairn.test', password: 'no password of mine', to: '' } })`
        nobody outsider colleague asker answerer moderator admin
    -      422      422       422   422      422       422   422`,
  openToAll('POST /sign-in/link', { form: { email: 'asker@cairn.test', to: '' } }),
  route('GET /sign-in/:token')`
                                     nobody outsider colleague asker answerer moderator admin
    sign-in-link                        200      200       200   200      200       200   200
    sign-up-link email-link absent      410      410       410   410      410       410   410`,
  route('POST /sign-in/:token', { leadsTo: '/' })`
                                     nobody outsider colleague asker answerer moderator admin
    sign-in-link                        303      303       303   303      303       303   303
    sign-up-link email-link absent      410      410       410   410      410       410   410`,
  route('GET /sign-up', { leadsTo: '/' })`
        nobody outsider colleague asker answerer moderator admin
    -      200      303       303   303      303       303   303`,
  openToAll('POST /sign-up', { form: { email: 'asker@cairn.test', password: '', to: '' } }),
  route('GET /sign-up/:token')`
                                     nobody outsider colleague asker answerer moderator admin
    sign-up-link                        200      200       200   200      200       200   200
    sign-in-link email-link absent      410      410       410   410      410       410   410`,
  route('POST /sign-up/:token', { leadsTo: '/welcome' })`
                                     nobody outsider colleague asker answerer moderator admin
    sign-up-link                        303      303       303   303      303       303   303
    sign-in-link email-link absent      410      410       410   410      410       410   410`,
  forMembers('GET /welcome'),
  route('POST /sign-out', { leadsTo: '/', writes: 'perhaps' })`
        nobody outsider colleague asker answerer moderator admin
    -      303      303       303   303      303       303   303`,
];
