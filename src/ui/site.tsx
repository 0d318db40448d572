import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export type Site = {
  /** The instance's own name, as in COMMUNITY_NAME; bylines print it followed by "Community". */
  communityName: string;
  /** Scheme and host without a trailing slash, for canonical addresses. */
  baseUrl: string;
  /** The served address of a built asset: `app.css` gives `/assets/app.1A2B3C4D.css`. */
  assetUrl: (name: string) => string;
};

export const SiteContext = createContext<Site | null>(null);

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('This view is rendered outside renderPage and renderFragment.');
  return site;
}
