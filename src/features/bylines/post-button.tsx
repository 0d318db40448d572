import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import type { Signing } from './signing.ts';

/** Posts the form, and says how: its words follow the byline that is chosen in it, by CSS alone. */
export function PostButton({ signing: { fixed, named } }: { signing: Signing }): JSX.Element {
  if (fixed) return <Button>{fixed.form === 'named' ? underName : masked}</Button>;
  if (!named) return <Button>{masked}</Button>;
  return (
    <Button>
      <span class="when-masked">{masked}</span>
      <span class="when-named">{underName}</span>
    </Button>
  );
}

const masked = 'Post masked';
const underName = 'Post under your name';
