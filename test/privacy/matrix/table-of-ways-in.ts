import { forMembers, openToAll, route, type Listed } from './notation.ts';

const again = '/sign-in?again=1&to=…';

/**
 * Passkeys, the second step, sessions one by one; the passkey and the session are the asker’s. Nobody here has
 * signed in a moment ago, nor begun to; what then happens is in src/features/passkeys and second-factor.
 */
export const waysInRoutes: Listed[] = [
  route('GET /sign-in/second-factor')`
             nobody outsider colleague asker answerer moderator admin
    -           410      410       410   410      410       410   410`,
  route('POST /sign-in/second-factor', { form: { code: '123456', to: '' } })`
             nobody outsider colleague asker answerer moderator admin
    -           410      410       410   410      410       410   410`,
  openToAll('POST /sign-in/passkey/challenge'),
  route('POST /sign-in/passkey', { form: { response: '{}', to: '' } })`
             nobody outsider colleague asker answerer moderator admin
    -           422      422       422   422      422       422   422`,
  forMembers('GET /settings/sign-in'),
  route('POST /settings/passkeys/challenge', { leadsTo: again, writes: false })`
             nobody outsider colleague asker answerer moderator admin
    -           401      303       303   303      303       303   303`,
  route('POST /settings/passkeys', { form: { name: 'Mine', response: '{}' }, leadsTo: again, writes: false })`
             nobody outsider colleague asker answerer moderator admin
    -           401      303       303   303      303       303   303`,
  route('POST /settings/passkeys/:id', { form: { name: 'Mine' }, leadsTo: '/settings/sign-in?done=saved' })`
             nobody outsider colleague asker answerer moderator admin
    passkey     401      404       404   303      404       404   404
    absent      401      404       404   404      404       404   404`,
  route('POST /settings/passkeys/:id/removal', { leadsTo: again, writes: false })`
             nobody outsider colleague asker answerer moderator admin
    passkey     401      303       303   303      303       303   303
    absent      401      303       303   303      303       303   303`,
  route('GET /settings/second-factor/new', { leadsTo: again })`
             nobody outsider colleague asker answerer moderator admin
    -           401      303       303   303      303       303   303`,
  route('POST /settings/second-factor', {
    form: { sealed: 'x', code: '123456' },
    leadsTo: again,
    writes: false,
  })`
             nobody outsider colleague asker answerer moderator admin
    -           401      303       303   303      303       303   303`,
  route('POST /settings/second-factor/recovery-codes', { leadsTo: again, writes: false })`
             nobody outsider colleague asker answerer moderator admin
    -           401      303       303   303      303       303   303`,
  route('POST /settings/second-factor/removal', { leadsTo: again, writes: false })`
             nobody outsider colleague asker answerer moderator admin
    -           401      303       303   303      303       303   303`,
  route('POST /settings/sessions/:id', { leadsTo: '/settings/sessions?done=there' })`
             nobody outsider colleague asker answerer moderator admin
    session     401      404       404   303      404       404   404
    absent      401      404       404   404      404       404   404`,
];
