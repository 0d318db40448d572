import { forMembers, route, type Listed } from './notation.ts';

/** What an account does with itself. Drafts, tokens and links are the asker’s. */
export const ownRoutes: Listed[] = [
  forMembers('GET /settings'),
  forMembers('GET /settings/profile'),
  forMembers('GET /settings/profile/words'),
  forMembers('GET /settings/career'),
  forMembers('GET /settings/account'),
  forMembers('GET /settings/sessions'),
  forMembers('GET /settings/tokens'),
  route('POST /settings/profile', {
    form: { name: 'Grace Example', slug: 'grace-example', title: '', bio: '', links: '' },
    leadsTo: '/settings/profile?done=saved',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  route('GET /settings/profile/portrait', { leadsTo: '/settings/profile' })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      200       303   303`,
  // Without a file there is nothing to take; with one, portraits.test.ts.
  route('POST /settings/profile/portrait')`
        nobody outsider colleague asker answerer moderator admin
    -      401      400       400   400      400       400   400`,
  route('POST /settings/profile/portrait/removal', {
    leadsTo: '/settings/profile/portrait?done=saved',
    writes: 'perhaps',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  route('POST /settings/career', {
    form: { role: 'Data Engineer', level: 'Senior', company: '', nativeLevel: '' },
    leadsTo: '/settings/career?done=saved',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  forMembers('GET /settings/career/hiding'),
  // None of them shows a company: then nothing is kept.
  route('POST /settings/career/hiding', {
    form: { within: 'week' },
    leadsTo: '/settings/career/hiding',
    writes: false,
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  route('POST /settings/account/mail', {
    form: { mailWanted: '1' },
    leadsTo: '/settings/account?done=saved',
  })`
        nobody outsider colleague asker answerer moderator admin
    - =    401      303       303   303      303       303   303`,
  route('POST /settings/account/password', {
    form: { current: '', password: 'correct horse battery' },
    // To set a first one they would have to have signed in a moment ago.
    leadsTo: '/sign-in?again=1&to=…',
    writes: false,
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  // The same: without a password, a session alone does not bring in another address.
  route('POST /settings/account/email', {
    form: { email: 'other@cairn.test', emailPassword: '' },
    leadsTo: '/sign-in?again=1&to=…',
    writes: false,
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  forMembers('POST /settings/account/email', {
    form: { email: 'other@cairn.test', emailPassword: '' },
    fresh: true,
  }),
  route('GET /settings/account/email/:token')`
                          nobody outsider colleague asker answerer moderator admin
    email-link               401      410       410   200      410       410   410
    sign-in-link absent      401      410       410   410      410       410   410`,
  route('POST /settings/account/email/:token')`
                          nobody outsider colleague asker answerer moderator admin
    email-link               401      410       410   200      410       410   410
    sign-in-link absent      401      410       410   410      410       410   410`,
  route('POST /settings/sessions', { form: { where: 'everywhere' }, leadsTo: '/' })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  route('POST /settings/tokens', {
    form: { name: 'A script' },
    leadsTo: '/sign-in?again=1&to=…',
    writes: false,
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  forMembers('POST /settings/tokens', { form: { name: 'A script' }, fresh: true }),
  route('POST /settings/tokens/:id', { leadsTo: '/settings/tokens?done=revoked' })`
                nobody outsider colleague asker answerer moderator admin
    api-token      401      404       404   303      404       404   404
    absent         401      404       404   404      404       404   404`,
  forMembers('GET /drafts'),
  forMembers('POST /drafts', { form: { id: '', version: '0', kind: 'question', on: '', title: 'So far' } }),
  route('POST /drafts', { form: { id: '{id}', version: '1', kind: 'question', on: '', title: 'So far' } })`
            nobody outsider colleague asker answerer moderator admin
    draft      401      200       200   200      200       200   200`,
  forMembers('GET /drafts/waiting'),
  route('POST /drafts/waiting/:id', { form: { act: 'back' }, leadsTo: '/drafts' })`
                   nobody outsider colleague asker answerer moderator admin
    waiting-post      401      404       404   303      404       404   404
    absent            401      404       404   404      404       404   404`,
  route('POST /drafts/waiting/:id', { form: { act: 'now' }, leadsTo: '/drafts/waiting' })`
                   nobody outsider colleague asker answerer moderator admin
    waiting-post      401      404       404   303      404       404   404`,
  route('GET /drafts/:id', { leadsTo: '/questions/new?draft={id}' })`
             nobody outsider colleague asker answerer moderator admin
    draft       401      404       404   303      404       404   404
    absent      401      404       404   404      404       404   404`,
  route('POST /drafts/:id', { leadsTo: '/drafts', writes: 'perhaps' })`
                   nobody outsider colleague asker answerer moderator admin
    draft absent      401      303       303   303      303       303   303`,
  forMembers('POST /preview', { form: { body: '*So*' }, writes: false }),
  forMembers('GET /notifications', { writes: 'perhaps' }),
];
