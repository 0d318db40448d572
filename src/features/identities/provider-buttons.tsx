import type { JSX } from 'preact';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Provider } from './providers.ts';

export type ProviderButtonsProps = { providers: readonly Pick<Provider, 'id' | 'name'>[]; to: string | null };

/** One button for each account elsewhere that signs in here; nothing where there is none. */
export function ProviderButtons({ providers, to }: ProviderButtonsProps): JSX.Element | null {
  if (providers.length === 0) return null;
  return (
    <div class="provider-buttons">
      {providers.map(({ id, name }) => (
        <PostForm key={id} action={urls.signInProvider({ provider: id })}>
          {to && <input type="hidden" name="to" value={to} />}
          <button type="submit" class="button button-quiet">
            Continue with {name}
          </button>
        </PostForm>
      ))}
    </div>
  );
}
