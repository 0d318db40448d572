import { announce, cancel } from '../../../src/features/amas/ahead-for-tests.ts';
import { askInAma } from '../../../src/features/amas/asking.ts';
import { accessHosting } from '../../../src/features/amas/hosting.ts';
import { issueInvitation } from '../../../src/features/amas/invitations.ts';
import { actOnQuestion } from '../../../src/features/amas/queue.ts';
import { setRsvp } from '../../../src/features/amas/rsvps.ts';
import { removeOwnPost } from '../../../src/features/posts/removal.ts';
import type { TestCommunity } from '../../community.ts';
import type { Place } from './world.ts';

/** Hosted by the answerer, all to come; the asker wants to be reminded of each. */
export async function addAmas(
  community: TestCommunity,
  wordsOf: (name: string) => string,
): Promise<[string, Place][]> {
  const { platform, clock, answerer, asker } = community;
  const startsAt = new Date(clock.now().getTime() + 20 * 60 * 60 * 1000);
  const names = ['ama', 'cancelled-ama', 'deleted-ama'];
  const places: [string, Place][] = [];
  for (const name of names) {
    const title = wordsOf(`title of ${name}`);
    const { id, slug, path } = await announce(platform, answerer, { startsAt, title });
    await setRsvp(platform, asker.account, { amaId: id, going: true });
    places.push([name, { id, slug, at: path }]);
  }
  const [open, cancelled, deleted] = places.map(([, { id = '' }]) => id);
  await cancel(platform, answerer, { id: cancelled ?? '' });
  await removeOwnPost(platform, answerer.account, deleted ?? '');
  const asked = await askIn(community, places[0]?.[1] ?? {}, wordsOf);
  return [
    ...places,
    ...asked,
    ['invitation', { id: open ?? '', token: await inviteTo(platform, open ?? '') }],
  ];
}

/** Two masked questions of the asker, of which the host has turned one down. */
async function askIn(
  { platform, answerer, asker }: TestCommunity,
  ama: Place,
  wordsOf: (name: string) => string,
): Promise<[string, Place][]> {
  const { id: amaId = '', at } = ama;
  const ask = async (name: string): Promise<[string, Place]> => {
    const asked = { amaId, body: wordsOf(name), byline: 'member' } as const;
    const question = await askInAma(platform, asker.account, asked);
    return [name, { ...ama, question, at: `${at}/${question}` }];
  };
  const places = [await ask('ama-question'), await ask('dismissed-question')];
  const hosting = await accessHosting(platform, amaId, { account: answerer.account, guest: undefined });
  const questionId = places[1]?.[1]['question'] ?? '';
  await actOnQuestion(platform, hosting, { questionId, act: 'dismiss', reason: wordsOf('dismissal') });
  return places;
}

async function inviteTo(platform: TestCommunity['platform'], amaId: string): Promise<string> {
  const expiresAt = new Date(platform.clock.now().getTime() + 24 * 60 * 60 * 1000);
  const invitation = { amaId, name: 'Grace Example', title: null, profileId: null, expiresAt };
  return await platform.db.transaction(async (tx) => await issueInvitation(platform, tx, invitation));
}
