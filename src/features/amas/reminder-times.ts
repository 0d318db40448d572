const minute = 60 * 1000;

/** When those who want to come are reminded: a day before the start, and again ten minutes before it. */
export function reminderTimes(startsAt: Date): { day: Date; soon: Date } {
  return {
    day: new Date(startsAt.getTime() - 24 * 60 * minute),
    soon: new Date(startsAt.getTime() - 10 * minute),
  };
}
