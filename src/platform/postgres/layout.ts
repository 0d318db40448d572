import { resolve } from 'node:path';

/** Where the embedded server keeps its things, all below `DATA_DIR/postgres`. */
export interface Layout {
  /** Belongs to whoever runs Cairn; the server may enter it, not write to it. */
  home: string;
  /** PostgreSQL's own data folder, mode 0700, belongs to the user the server runs as. */
  cluster: string;
  /** Default place of the socket, used when the path is short enough for the system. */
  socket: string;
}

/** Absolute paths; makes nothing. */
export function layoutOf(dataDir: string): Layout {
  const home = resolve(dataDir, 'postgres');
  return { home, cluster: resolve(home, 'cluster'), socket: resolve(home, 'socket') };
}
