import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';

/** One sentence on what just happened, or (as trouble) what stands in the way. */
export function Notice({
  trouble,
  children,
}: {
  trouble?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={trouble ? 'notice notice-trouble' : 'notice'} role={trouble ? 'alert' : 'status'}>
      <Icon name={trouble ? 'circle-alert' : 'check'} />
      <div>{children}</div>
    </div>
  );
}
