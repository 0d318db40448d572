import type { JSX } from 'preact';

export type Tab = { name: string; href: string; count?: number; current?: boolean };

export type TabsProps = {
  /** What the tabs choose, for those who hear the page: "Kinds", "Orders". */
  label: string;
  tabs: readonly Tab[];
  /** The orders of the list, at the end of the same bar. */
  sorts?: readonly Tab[];
};

/** Links that show the same list another way. */
export function Tabs({ label, tabs, sorts = [] }: TabsProps): JSX.Element {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <TabLink key={tab.href} {...tab} />
        ))}
      </ul>
      {sorts.length > 0 && <Sorts sorts={sorts} />}
    </nav>
  );
}

function Sorts({ sorts }: { sorts: readonly Tab[] }): JSX.Element {
  return (
    <ul class="sorts" aria-label="Sorted by">
      {sorts.map((sort) => (
        <TabLink key={sort.href} {...sort} />
      ))}
    </ul>
  );
}

function TabLink({ name, href, count, current }: Tab): JSX.Element {
  return (
    <li>
      <a href={href} aria-current={current ? 'page' : undefined}>
        {name}
        {count !== undefined && <span class="count"> {count.toLocaleString('en')}</span>}
      </a>
    </li>
  );
}
