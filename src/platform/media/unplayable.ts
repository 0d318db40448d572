/** A file that will not be played; the message tells whoever sent it why, and what would help. */
export class Unplayable extends Error {}
