import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls, withReturn } from '../../urls.ts';
import type { SignIn } from './arriving.ts';
import type { Identity } from './identities.ts';
import type { Linking } from './linking.ts';
import type { Provider } from './providers.ts';

type Named = Pick<Provider, 'id' | 'name'>;

/** Between here and the provider: a form may lead nowhere but to this site, so the browser goes on from here. */
export function DeparturePage({ name, address }: { name: string; address: string }): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>On to {name}</h1>
      <p class="lede">
        {name} asks whether you want to sign in to {useSite().communityName}, and then sends you back here. It
        tells us your address there, nothing else that we keep.
      </p>
      <p>
        <a class="button" href={address}>
          Go on to {name}
        </a>
      </p>
    </div>
  );
}

type TroubleProps = { title: string; children: JSX.Element; again: string; words?: string };

function TroublePage({ title, children, again, words = 'Try again' }: TroubleProps): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>{title}</h1>
      {children}
      <p>
        <a class="button" href={again}>
          {words}
        </a>
      </p>
    </div>
  );
}

/** For who comes back with nothing that this browser has asked for. */
export function VisitGonePage({ name, again }: { name: string; again: string }): JSX.Element {
  return (
    <TroublePage title="This can’t be finished any more" again={again}>
      <p class="lede">
        What was begun at {name} has to be finished in the same browser, once, within ten minutes. Nothing has
        changed.
      </p>
    </TroublePage>
  );
}

export function NotArrivedPage({ name, again }: { name: string; again: string }): JSX.Element {
  return (
    <TroublePage title={`You did not sign in with ${name}`} again={again}>
      <p class="lede">{name} has sent you back without saying who you are. Nothing has changed here.</p>
    </TroublePage>
  );
}

export function UnavailablePage({ name, again }: { name: string; again: string }): JSX.Element {
  return (
    <TroublePage title={`${name} can’t be reached`} again={again}>
      <p class="lede">
        {name} does not answer at the moment, or not as it should. It may work in a few minutes; until then,
        every other way to sign in works as always.
      </p>
    </TroublePage>
  );
}

type Refused = Exclude<SignIn['outcome'], 'known' | 'linked' | 'new'>;

/** Why an account at a provider does not sign in here, and what helps. */
export function NotSignedInPage(props: { name: string; why: Refused; to: string | null }): JSX.Element {
  const { name, why, to } = props;
  const words: Record<Refused, string> = {
    unproven: `${name} knows an address of yours, and does not say that it is proven. We link accounts by proven addresses only, or somebody could take over yours.`,
    'no-address': `${name} told us no address of yours that we could write to, so we cannot make an account from it.`,
    another: `There is an account here with this address, and another account at ${name} signs in to it already. Addresses change hands, so we do not add a second one by itself.`,
  };
  const way = why === 'another' ? urls.signIn() : urls.signUp();
  return (
    <TroublePage
      title={`${name} does not sign you in yet`}
      again={withReturn(way, to)}
      words={why === 'another' ? 'Sign in another way' : 'Sign up by mail'}
    >
      <>
        <p class="lede">{words[why]}</p>
        <p>
          {why === 'another' ? 'Sign in' : 'Sign up, or sign in,'} by a link that we mail you; then link{' '}
          {name} in your settings, under linked accounts.
        </p>
      </>
    </TroublePage>
  );
}

export function NotLinkedPage({ name, why }: { name: string; why: Linking | 'other-session' }): JSX.Element {
  const words: Record<typeof why, string> = {
    linked: '',
    already: `This account at ${name} signs in to yours already.`,
    taken: `This account at ${name} signs in to another account here. Unlink it there first.`,
    another: `Another account at ${name} signs in to yours. Unlink that one first.`,
    'other-session': 'You have signed out since, or signed in anew. Begin once more.',
  };
  return (
    <TroublePage title="Nothing was linked" again={urls.settingsIdentities()} words="Linked accounts">
      <p class="lede">{words[why]}</p>
    </TroublePage>
  );
}

/** On the page of the ways to sign in. */
export function LinkedPart(): JSX.Element {
  return (
    <section class="settings-part stack">
      <h2>Linked accounts</h2>
      <p>An account that you have elsewhere can sign you in here too.</p>
      <p>
        <a class="button button-quiet" href={urls.settingsIdentities()}>
          See what is linked
        </a>
      </p>
    </section>
  );
}

export type IdentitiesPageProps = {
  identities: readonly (Identity & { name: string })[];
  /** Those that can still be linked. */
  providers: readonly Named[];
};

export function IdentitiesPage({ identities, providers }: IdentitiesPageProps): JSX.Element {
  return (
    <>
      <h1>Linked accounts</h1>
      <p class="lede">
        An account that you have elsewhere can sign you in here. Whoever runs it learns that you come here,
        and when; not what you read or write. Nobody but you sees what is linked.
      </p>
      {identities.length === 0 ? <p>You have linked none.</p> : <IdentityList identities={identities} />}
      {providers.map(({ id, name }) => (
        <PostForm key={id} action={urls.linkIdentity({ provider: id })}>
          <Button tone="quiet">Link {name}</Button>
        </PostForm>
      ))}
      {providers.length + identities.length === 0 && (
        <p>This installation knows no provider that one could sign in with.</p>
      )}
    </>
  );
}

function IdentityList({ identities }: Pick<IdentitiesPageProps, 'identities'>): JSX.Element {
  return (
    <div class="table-scroll">
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">Signs you in</th>
            <th scope="col">
              <span class="hidden-text">Unlink</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {identities.map((identity) => (
            <tr key={identity.id}>
              <th scope="row">{identity.name}</th>
              <td>
                <UnlinkForm {...identity} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UnlinkForm({ id, name }: { id: string; name: string }): JSX.Element {
  return (
    <PostForm action={urls.settingsIdentity({ id })}>
      <button type="submit" class="link-button">
        Unlink<span class="hidden-text"> {name}</span>
      </button>
    </PostForm>
  );
}
