import type { Tx } from '../../platform/db.ts';
import type { TransferPlatform } from './context.ts';
import { bylineFor } from './frozen-byline.ts';
import type { Person } from './people.ts';
import type { Form } from './records.ts';
import type { KnownPost } from './refs.ts';
import type { Signing } from './signing.ts';
import { candidateIds, findStored, settle, writeCoarser } from './signing.ts';
import type { Place, Verdicts } from './tally.ts';

/** A post that is here already, imported once more. */
export type Resigning = Omit<Signing, 'threadId'> & { post: KnownPost };

/** Who signed a post stays; the byline may become coarser. Returns the places where it did. */
export async function keepSignatures(
  platform: TransferPlatform,
  tx: Tx,
  resignings: readonly Resigning[],
  verdicts: Verdicts,
): Promise<Set<Place>> {
  const coarser = new Set<Place>();
  const stored = await findStored(
    tx,
    resignings.flatMap(({ post }) => post.authorId ?? []),
  );
  for (const { place, post, person, form } of resignings) {
    if (!person) continue;
    const author = post.authorId && stored.get(post.authorId.toString('hex'));
    if (!isSame(platform, post, person, form)) {
      verdicts.note(place, 'who signed it cannot change, and stays');
    } else if (author && form !== 'named') {
      const settled = settle(author.byline, bylineFor(form, person.stated), place, verdicts);
      if (!settled.coarser) continue;
      await writeCoarser(tx, author, settled.byline);
      author.byline = settled.byline;
      coarser.add(place);
    }
  }
  return coarser;
}

function isSame(platform: TransferPlatform, post: KnownPost, person: Person, form: Form): boolean {
  const { authorId, profileId, threadId } = post;
  if (form === 'named') return profileId !== null && profileId === person.profileId;
  return authorId !== null && candidateIds(platform, person, threadId).some((id) => id.equals(authorId));
}
