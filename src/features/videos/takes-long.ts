import { urls } from '../../urls.ts';

const patterns = [urls.ownVideoFile, urls.ownVideoUpload].map(
  ({ pattern }) => new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/?]+')}(?:\\?|$)`),
);

/** Whether what is sent to this address may take as long as a film takes. */
export function takesLong(address: string): boolean {
  return patterns.some((pattern) => pattern.test(address));
}
