import { plainText } from '../../platform/markdown/markdown.ts';
import type { Site } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { ldContext } from '../posts/json-ld.ts';
import type { PersonPage } from './people.ts';

/** A schema.org ProfilePage of what the page itself shows. */
export function personJsonLd(person: PersonPage, site: Pick<Site, 'baseUrl'>): object {
  const { name, slug, title, portrait, bio, links } = person;
  const url = site.baseUrl + urls.person({ name: slug });
  return {
    '@context': ldContext,
    '@type': 'ProfilePage',
    url,
    mainEntity: {
      '@type': 'Person',
      '@id': url,
      name,
      url,
      ...(title ? { jobTitle: title } : {}),
      ...(bio ? { description: plainText(bio, 500) } : {}),
      ...(portrait ? { image: site.baseUrl + urls.portrait({ id: portrait, size: '320' }) } : {}),
      ...(links.length > 0 ? { sameAs: links } : {}),
    },
  };
}
