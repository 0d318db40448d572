/** Builds what browsers load into the directory; dist/assets where none is given. */
export function buildAssets(directory?: string): Promise<void>;
