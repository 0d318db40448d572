import { announce, cancel } from '../../../src/features/amas/ahead-for-tests.ts';
import { setRsvp } from '../../../src/features/amas/rsvps.ts';
import { removeOwnPost } from '../../../src/features/posts/removal.ts';
import type { TestCommunity } from '../../community.ts';
import type { Place } from './world.ts';

/** Hosted by the answerer, all to come; the asker wants to be reminded of each. */
export async function addAmas(
  { platform, clock, answerer, asker }: TestCommunity,
  wordsOf: (name: string) => string,
): Promise<[string, Place][]> {
  const startsAt = new Date(clock.now().getTime() + 20 * 60 * 60 * 1000);
  const names = ['ama', 'cancelled-ama', 'deleted-ama'];
  const places: [string, Place][] = [];
  for (const name of names) {
    const title = wordsOf(`title of ${name}`);
    const { id, slug, path } = await announce(platform, answerer, { startsAt, title });
    await setRsvp(platform, asker.account, { amaId: id, going: true });
    places.push([name, { id, slug, at: path }]);
  }
  const [, cancelled, deleted] = places.map(([, { id = '' }]) => id);
  await cancel(platform, answerer, { id: cancelled ?? '' });
  await removeOwnPost(platform, answerer.account, deleted ?? '');
  return places;
}
