/** The numbers of our advisory locks: any fixed ones, the same in every process, one for each purpose. */
export const advisoryLocks = {
  migrations: 727_274,
  /** Two imports at once would both add what neither finds. */
  imports: 727_275,
  /** Two edits of topics could each be sound and make a circle of parents together. */
  topics: 727_276,
  /** Two processes at once would each make keys of the same version. */
  keys: 727_279,
  /** Two counts at the start of a month would both take the last epoch for the one before. */
  epochs: 727_277,
  /** Two companies could otherwise take each other's names and domains. */
  companies: 727_281,
  /** Under two keys a mailbox has two hashes, and both could be taken at once. */
  mailboxes: 727_282,
  /** What holds.ts makes its numbers of names with. */
  holds: 727_283,
} as const;
