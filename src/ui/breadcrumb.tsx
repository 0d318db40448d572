import type { JSX } from 'preact';

export type Crumb = { name: string; href: string };

/** Where the page stands, without the page itself. `label`: what the places are, for those who hear the page. */
export function Breadcrumb({
  crumbs,
  label = 'Breadcrumb',
}: {
  crumbs: readonly Crumb[];
  label?: string;
}): JSX.Element {
  return (
    <nav class="breadcrumb" aria-label={label}>
      <ol>
        {crumbs.map(({ name, href }) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
