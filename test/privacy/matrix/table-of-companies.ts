import { forMembers, openToAll, route, type Listed } from './notation.ts';

/** The level map, which anybody reads, members propose for, and admins edit; and who is verified. */
export const companyRoutes: Listed[] = [
  openToAll('GET /levels'),
  openToAll('GET /api/v1/companies'),
  openToAll('GET /api/v1/levels', { query: '?name=l5' }),
  route('GET /levels/:slug{[a-z0-9-]+}')`
                       nobody outsider colleague asker answerer moderator admin
    company               200      200       200   200      200       200   200
    proposed absent       404      404       404   404      404       404   404`,
  forMembers('GET /settings/career/verification'),
  // Without a mail server nobody is sent a code; with one, verification.test.ts.
  route('POST /settings/career/verification', { form: { workAddress: 'ada@northwind.example' } })`
        nobody outsider colleague asker answerer moderator admin
    -      401      422       422   422      422       422   422`,
  route('POST /settings/career/verification/code', { form: { code: '1234 5678' } })`
        nobody outsider colleague asker answerer moderator admin
    -      401      422       422   422      422       422   422`,
  route('POST /settings/career/verification/end', {
    form: { end: 'left' },
    leadsTo: '/settings/career/verification?done=ended',
    writes: 'perhaps',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  route('POST /settings/career/proposal', {
    form: { company: 'Contoso', domain: 'contoso.example' },
    leadsTo: '/settings/career/verification?done=proposed',
  })`
        nobody outsider colleague asker answerer moderator admin
    -      401      303       303   303      303       303   303`,
  route('GET /admin/companies')`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   200`,
  route('POST /admin/companies', { form: { name: 'Contoso' }, leadsTo: '/admin/companies/contoso' })`
        nobody outsider colleague asker answerer moderator admin
    -      401      403       403   403      403       403   303`,
  route('GET /admin/companies/:slug')`
                        nobody outsider colleague asker answerer moderator admin
    company proposed       401      403       403   403      403       403   200
    absent                 401      403       403   403      403       403   404`,
  route('POST /admin/companies/:slug', {
    form: { name: 'Another name', size: '', domains: '', aliases: '', levels: '' },
    leadsTo: '…',
  })`
                        nobody outsider colleague asker answerer moderator admin
    company proposed       401      403       403   403      403       403   303
    absent                 401      403       403   403      403       403   404`,
  route('POST /admin/companies/:slug', { form: { remove: '1' }, leadsTo: '/admin/companies?done=removed' })`
                nobody outsider colleague asker answerer moderator admin
    proposed       401      403       403   403      403       403   303
    company        401      403       403   403      403       403   422
    absent         401      403       403   403      403       403   404`,
  route('POST /admin/companies/:slug/merge', {
    form: { into: 'northwind' },
    leadsTo: '/admin/companies/northwind?done=merged',
  })`
                nobody outsider colleague asker answerer moderator admin
    proposed       401      403       403   403      403       403   303
    company        401      403       403   403      403       403   422
    absent         401      403       403   403      403       403   404`,
];
