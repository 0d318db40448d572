import { forMembers, route, type Listed } from './notation.ts';

const again = '/sign-in?again=1&to=…';

/**
 * Accounts elsewhere, one’s own data, and the end of an account. No provider is configured here; what happens with
 * one is in src/features/identities. Few here have signed in a moment ago.
 */
export const identityRoutes: Listed[] = [
  route('POST /sign-in/with/:provider')`
            nobody outsider colleague asker answerer moderator admin
    absent     404      404       404   404      404       404   404`,
  route('GET /sign-in/with/:provider/back')`
            nobody outsider colleague asker answerer moderator admin
    absent     404      404       404   404      404       404   404`,
  forMembers('GET /settings/identities'),
  route('POST /settings/identities/with/:provider', { leadsTo: again, writes: false })`
            nobody outsider colleague asker answerer moderator admin
    absent     401      303       303   303      303       303   303`,
  route('POST /settings/identities/:id', { leadsTo: again, writes: false })`
            nobody outsider colleague asker answerer moderator admin
    absent     401      303       303   303      303       303   303`,
  route('POST /settings/career/proof/:provider')`
            nobody outsider colleague asker answerer moderator admin
    absent     401      404       404   404      404       404   404`,
  route('GET /settings/export', { leadsTo: again })`
            nobody outsider colleague asker answerer moderator admin
    -          401      303       303   303      303       303   303`,
  forMembers('GET /settings/export', { fresh: true }),
  route('GET /settings/deletion', { leadsTo: again })`
            nobody outsider colleague asker answerer moderator admin
    -          401      303       303   303      303       303   303`,
  route('POST /settings/deletion', {
    form: { masked: 'stay', named: 'stay', sure: '1' },
    leadsTo: again,
    writes: false,
  })`
            nobody outsider colleague asker answerer moderator admin
    -          401      303       303   303      303       303   303`,
  route('GET /goodbye', { leadsTo: '/' })`
            nobody outsider colleague asker answerer moderator admin
    -          200      303       303   303      303       303   303`,
];
