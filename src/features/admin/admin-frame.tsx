import type { ComponentChildren, JSX } from 'preact';
import type { PageProps } from '../../ui/page.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { urls } from '../../urls.ts';

const sections = [
  { name: 'Overview', href: urls.admin() },
  { name: 'Topics', href: urls.adminTopics() },
  { name: 'Companies', href: urls.adminCompanies() },
  { name: 'Videos', href: urls.adminVideoAuthors() },
  { name: 'Mail', href: urls.adminMail() },
] as const;

export interface AdminShown {
  section: (typeof sections)[number]['name'];
  title: string;
  path: string;
  compose?: boolean;
  notice?: string | undefined;
  children: ComponentChildren;
}

export function adminPage({ section, notice, children, ...page }: AdminShown): Omit<PageProps, 'viewer'> {
  return {
    ...page,
    robots: 'noindex',
    ...(notice ? { notice } : {}),
    children: <AdminFrame section={section}>{children}</AdminFrame>,
  };
}

function AdminFrame(props: { section: string; children: ComponentChildren }): JSX.Element {
  const tabs = sections.map(({ name, href }) => ({ name, href, current: name === props.section }));
  return (
    <div class="stack">
      <Tabs label="Administration" tabs={tabs} />
      {props.children}
    </div>
  );
}
