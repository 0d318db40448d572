import { askInAma } from '../../../src/features/amas/asking.ts';
import { showDraft } from '../../../src/features/amas/answering.ts';
import { accessHosting } from '../../../src/features/amas/hosting.ts';
import { acceptInvitation, issueInvitation } from '../../../src/features/amas/invitations.ts';
import { changeStanding } from '../../../src/features/amas/managing.ts';
import { urls } from '../../../src/urls.ts';
import type { World } from '../matrix/world.ts';

type Unkept = Pick<World, 'community' | 'places'>;
type Words = (name: string) => string;

/** The AMA of the matrix, which is live by now: what waits in it, was turned down or is being written. */
export async function writeInAma(
  { community, places }: Unkept,
  wordOf: Words,
  secrets: Map<string, string | Buffer>,
): Promise<void> {
  const { platform, asker, answerer } = community;
  const { id: amaId = '', question: questionId = '' } = places.get('ama-question') ?? {};
  const set = async (settings: { approveFirst: boolean; showsDrafts: boolean }) =>
    await platform.db.pool.query(
      'update amas set approve_first = $2, shows_drafts = $3 where thread_id = $1',
      [amaId, settings.approveFirst, settings.showsDrafts],
    );
  const hosting = async () =>
    await accessHosting(platform, amaId, { account: answerer.account, guest: undefined });
  await inviteHosts({ community, places }, wordOf, secrets);
  await changeStanding(platform, await hosting(), { act: 'begin' });
  await set({ approveFirst: true, showsDrafts: true });
  const held = { amaId, body: `Words with ${wordOf('held question')} in them`, byline: 'member' } as const;
  await askInAma(platform, asker.account, held);
  await showDraft(platform, await hosting(), { questionId, body: wordOf('answer that was shown growing') });
  await set({ approveFirst: false, showsDrafts: false });
  const body = wordOf('answer that nobody watches');
  await answerer.client.post(urls.amaAnswerDraft({ id: amaId, question: questionId }), { body });
  const waiting = { body: `Words with ${wordOf('question in its window')} in them`, byline: 'member' };
  const asked = await asker.client.post(urls.amaQuestions({ id: amaId }), waiting);
  if (!asked.headers.get('location')?.endsWith('?asked=1')) throw new Error('the question does not wait');
}

/** Somebody who has not come yet, and a guest who has. */
async function inviteHosts(
  { community, places }: Unkept,
  wordOf: Words,
  secrets: Map<string, string | Buffer>,
): Promise<void> {
  const { platform, clock } = community;
  const amaId = places.get('ama')?.['id'] ?? '';
  const expiresAt = new Date(clock.now().getTime() + 24 * 60 * 60 * 1000);
  const invite = async (name: string, title: string) =>
    await platform.db.transaction(
      async (tx) => await issueInvitation(platform, tx, { amaId, name, title, profileId: null, expiresAt }),
    );
  const invited = wordOf('name of an invited host');
  secrets.set('link for a host', await invite(invited, invited));
  const guest = await invite('Grace Guest', 'Director at Example');
  const { token } = await acceptInvitation(platform, guest, { profileId: null });
  secrets.set('browser of a guest', token ?? '');
}
