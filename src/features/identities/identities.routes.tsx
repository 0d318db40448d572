import { Hono } from 'hono';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm, requireForm } from '../../edge/form.ts';
import { requireFresh } from '../../edge/freshness.ts';
import { addressKey } from '../../edge/requests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { beginSignIn } from '../../edge/signing-in.ts';
import { departFor, isSameSession, returnFrom } from '../../edge/visits.ts';
import { describeError } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls, withReturn } from '../../urls.ts';
import { returnField } from '../sessions/return-path.ts';
import { sessionPage } from '../sessions/session-page.tsx';
import { settingsPage } from '../settings/settings-frame.tsx';
import { signInByProvider } from './arriving.ts';
import { listIdentities, removeIdentity } from './identities.ts';
import * as pages from './identity-pages.tsx';
import { linkIdentity } from './linking.ts';
import type { OnAddressProven } from './prove-address.ts';
import { provenAddress } from './prove-address.ts';
import { readArrival } from './provider-account.ts';
import { ProviderTrouble } from './provider-fetch.ts';
import type { Provider, ProviderAccount } from './providers.ts';
import { accessProvider, isIssuerOf, listProviders } from './providers.ts';
import type { Errand, Visit } from './visits.ts';

const startSchema = z.strictObject({ to: returnField });
const proofSchema = z.strictObject({ memo: z.string().max(200).default('') });

/** Going to a provider and coming back: to sign in, to link it, to prove a work address. */
export function identitiesRoutes(
  platform: Platform,
  responder: Responder,
  { onAddressProven }: { onAddressProven: OnAddressProven },
): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.post(urls.signInProvider.pattern, async (c) => {
    const { to } = requireForm(startSchema, await readForm(c));
    return await depart(c, accessProvider(platform, c.req.param('provider')), 'sign-in', to);
  });

  routes.post(urls.linkIdentity.pattern, async (c) => {
    requireAccount(c);
    requireFresh(platform, c, urls.settingsIdentities());
    return await depart(c, accessProvider(platform, c.req.param('provider')), 'link', null);
  });

  routes.post(urls.proveAddress.pattern, async (c) => {
    requireAccount(c);
    const parsed = parseForm(proofSchema, await readForm(c));
    const memo = parsed.ok ? parsed.value.memo : '';
    return await depart(c, accessProvider(platform, c.req.param('provider')), 'verify-career', memo);
  });

  routes.get(urls.providerReturn.pattern, async (c) => {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const provider = accessProvider(platform, c.req.param('provider'));
    const { name } = provider;
    const back = await returnFrom(platform, c, provider);
    if (!back) return await show(c, <pages.VisitGonePage {...{ name, again: againOf(c) }} />, 410);
    const { search } = new URL(c.req.url);
    const arrival = await readArrival(platform, provider, { ...back, search });
    const again = againOf(c, back.visit);
    if (arrival.outcome === 'refused')
      return await show(c, <pages.NotArrivedPage {...{ name, again }} />, 403);
    if (arrival.outcome === 'unavailable')
      return await show(c, <pages.UnavailablePage {...{ name, again }} />, 503);
    return await arrive[back.visit.errand](c, { provider, visit: back.visit, came: arrival.account });
  });

  routes.get(urls.settingsIdentities.pattern, async (c) => {
    const account = requireAccount(c);
    const found = await listIdentities(platform.db, account.id);
    const all = listProviders(platform);
    const providerOf = (issuer: string) => all.find((provider) => isIssuerOf(provider, issuer));
    const identities = found.map((each) => ({ ...each, name: providerOf(each.issuer)?.name ?? each.issuer }));
    const providers = all.filter((each) => !found.some(({ issuer }) => isIssuerOf(each, issuer)));
    const children = <pages.IdentitiesPage {...{ identities, providers }} />;
    const done = c.req.query('done');
    return await responder.privatePage(
      c,
      settingsPage({ section: 'Sign-in', title: 'Linked accounts', done, children }),
    );
  });

  routes.post(urls.settingsIdentity.pattern, async (c) => {
    const account = requireAccount(c);
    requireFresh(platform, c, urls.settingsIdentities());
    await removeIdentity(platform, { id: c.req.param('id'), accountId: account.id });
    return responder.redirect(c, `${urls.settingsIdentities()}?done=unlinked`);
  });

  type Came = { provider: Provider; visit: Visit; came: ProviderAccount };

  const arrive: Record<Errand, (c: EdgeContext, arrival: Came) => Promise<Response>> = {
    'sign-in': async (c, { provider, visit, came }) => {
      const { memo: to } = visit;
      const signIn = await signInByProvider(platform, provider, came);
      if (!('accountId' in signIn)) {
        const props = { name: provider.name, why: signIn.outcome, to };
        return await show(c, <pages.NotSignedInPage {...props} />, 403);
      }
      const { accountId, outcome } = signIn;
      const way = outcome === 'new' && !to ? urls.welcome() : to;
      return responder.redirect(c, await beginSignIn(platform, c, { accountId, factors: 'one', to: way }));
    },
    link: async (c, { provider, visit, came }) => {
      const { account } = c.var;
      const { name } = provider;
      if (!account || !isSameSession(platform, c, visit))
        return await show(c, <pages.NotLinkedPage name={name} why="other-session" />, 403);
      const why = await linkIdentity(platform, account, { provider, came });
      if (why !== 'linked') return await show(c, <pages.NotLinkedPage {...{ name, why }} />, 409);
      return responder.redirect(c, `${urls.settingsIdentities()}?done=linked`);
    },
    'verify-career': async (c, { provider, visit, came }) => {
      const { account } = c.var;
      const same = account !== null && isSameSession(platform, c, visit);
      const { name } = provider;
      if (!same)
        return await show(c, <pages.VisitGonePage {...{ name, again: urls.settingsCareer() }} />, 403);
      const proof = { ...provenAddress(provider, came), provider: provider.id, memo: visit.memo ?? '' };
      return responder.redirect(c, await onAddressProven(platform, account, proof));
    },
  };

  /** Not as a redirect: browsers let a form lead to no other site than our policy names, which is this one. */
  async function depart(
    c: EdgeContext,
    provider: Provider,
    errand: Errand,
    memo: string | null,
  ): Promise<Response> {
    await platform.limits.use('signInAddress', addressKey(platform, c));
    const { name } = provider;
    try {
      const address = await departFor(platform, c, { provider, errand, memo });
      c.header('refresh', `0; url=${address}`);
      return await show(c, <pages.DeparturePage {...{ name, address }} />);
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      platform.log.warn(
        { provider: provider.id, error: describeError(error) },
        'a provider could not be asked',
      );
      const again = againOf(c, { errand, memo });
      return await show(c, <pages.UnavailablePage {...{ name, again }} />, 503);
    }
  }

  async function show(c: EdgeContext, children: JSX.Element, status = 200): Promise<Response> {
    return await responder.privatePage(c, sessionPage(urls.signIn(), 'Sign in', children), status);
  }
  return routes;
}

/** Where the errand is begun again. */
function againOf(c: EdgeContext, visit?: Pick<Visit, 'errand' | 'memo'>): string {
  if (visit?.errand === 'verify-career') return urls.settingsCareer();
  if (visit?.errand === 'link' || (!visit && c.var.account)) return urls.settingsIdentities();
  return withReturn(urls.signIn(), visit?.memo ?? null);
}
