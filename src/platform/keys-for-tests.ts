import { KeyStore } from './key-store.ts';
import { Keys } from './keys.ts';

/** The keys in `dataDir`, made where there are none; no database is asked. */
export function loadTestKeys(dataDir: string): Keys {
  const store = new KeyStore({ dataDir, KEYS: undefined });
  if (store.read('web').masters.size === 0) store.add(1);
  const { masters, publics } = store.read('web');
  return new Keys(masters, { publics });
}
