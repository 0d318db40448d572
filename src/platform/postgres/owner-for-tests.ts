import { startEmbeddedPostgres } from './embedded.ts';

// A process that owns a server, for tests: prints the server's process id when it is ready, then lives until it
// is killed, or ends by itself without stopping the server.
const [, , dataDir = '', ending] = process.argv;
const postgres = await startEmbeddedPostgres({ dataDir });
process.stdout.write(`${postgres.pid}\n`);
if (ending !== 'ends') setInterval(() => undefined, 60_000);
