/** The embedded server cannot run here; the message is a sentence for the operator. */
export class PostgresUnavailable extends Error {}
