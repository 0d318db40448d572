import type { JSX } from 'preact';
import { Tabs } from '../../ui/tabs.tsx';
import { urls } from '../../urls.ts';

export function ModerationTabs({ current }: { current: 'queue' | 'log' | null }): JSX.Element {
  return (
    <Tabs
      label="Moderation"
      tabs={[
        { name: 'Waiting', href: urls.moderation(), current: current === 'queue' },
        { name: 'Log', href: urls.moderationLog(), current: current === 'log' },
      ]}
    />
  );
}
