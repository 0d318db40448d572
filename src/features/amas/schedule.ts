import { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import type { LocalTime } from '../../platform/time-zones.ts';
import { findZone, localTimeOf, momentOf } from '../../platform/time-zones.ts';

/** From when to when an AMA is, and the zone whose clock its host goes by. */
export interface Schedule {
  startsAt: Date;
  endsAt: Date;
  zone: string;
}

/** What came of the fields; `notes` are sentences that the host should read though nothing is wrong. */
export type ParsedSchedule =
  { ok: true; value: Schedule; notes: string[] } | { ok: false; errors: Record<string, string> };

const minute = 60 * 1000;
const hour = 60 * minute;
const longest = 12 * hour;
const furthest = 366 * 24 * hour;

/** For a form's schema: `z.strictObject({ …, ...scheduleSchema.shape })`. Says only that each is one short text. */
export const scheduleSchema = z.strictObject({
  startDate: z.string('Say on which day it starts.').max(20, 'This is no day.'),
  startTime: z.string('Say when it starts.').max(20, 'This is no time.'),
  /** Empty: the day on which it starts. */
  endDate: z.string('This is no day.').max(20, 'This is no day.').default(''),
  endTime: z.string('Say when it ends.').max(20, 'This is no time.'),
  zone: z.string('Say which time zone you mean.').max(64, 'We do not know this time zone.'),
});

export type ScheduleFieldValues = z.output<typeof scheduleSchema>;

/** The fields of an AMA that there is, or of one that is about to be announced. */
export function fieldsOf({ startsAt, endsAt, zone }: Schedule): ScheduleFieldValues {
  const start = localTimeOf(startsAt, zone);
  const end = localTimeOf(endsAt, zone);
  return {
    startDate: start.day,
    startTime: start.time,
    endDate: end.day === start.day ? '' : end.day,
    endTime: end.time,
    zone,
  };
}

/**
 * What the fields of `ScheduleFields` mean, with a sentence for each that is wrong. `begun`: when it began, for an AMA
 * that is live and keeps its start.
 */
export function parseSchedule(
  { clock }: Pick<Platform, 'clock'>,
  fields: ScheduleFieldValues,
  { begun = null }: { begun?: Date | null } = {},
): ParsedSchedule {
  const zone = findZone(fields.zone);
  if (!zone) return { ok: false, errors: { zone: unknownZone(fields.zone) } };
  const start = readEdge({ day: fields.startDate, time: fields.startTime, zone }, 'start');
  const end = readEdge({ day: fields.endDate.trim() || fields.startDate, time: fields.endTime, zone }, 'end');
  if (!start.at || !end.at) return { ok: false, errors: { ...start.errors, ...end.errors } };
  // A start by a host's hand has seconds, which no form shows.
  const startsAt = begun && isSameMinute(start.at, begun) ? begun : start.at;
  const schedule = { startsAt, endsAt: end.at, zone };
  const errors = refuse(schedule, { now: clock.now(), begun });
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: schedule, notes: [...start.notes, ...end.notes] };
}

function isSameMinute(at: Date, other: Date): boolean {
  return Math.floor(at.getTime() / minute) === Math.floor(other.getTime() / minute);
}

/** What a host should read of the times of an AMA though nothing is wrong with them. */
export function scheduleNotes(ama: { startsAt: Date | null; endsAt: Date | null; zone: string }): string[] {
  return [ama.startsAt, ama.endsAt].flatMap((at) => {
    const local = at && localTimeOf(at, ama.zone);
    return local && momentOf(local)?.kind === 'twice' ? [twiceTime(local)] : [];
  });
}

interface Edge {
  at: Date | null;
  errors: Record<string, string>;
  notes: string[];
}

function readEdge({ day, time, zone }: LocalTime, edge: 'start' | 'end'): Edge {
  const local = { day: day.trim(), time: time.trim(), zone };
  const wrong = (field: 'Date' | 'Time', message: string): Edge => ({
    at: null,
    errors: { [edge + field]: message },
    notes: [],
  });
  if (!local.day) return wrong('Date', 'Say on which day.');
  if (!local.time) return wrong('Time', `Say when it ${edge}s.`);
  if (!momentOf({ ...local, time: '12:00' })) {
    return wrong('Date', 'There is no such day. Write it as in 2026-05-04.');
  }
  const moment = momentOf(local);
  if (!moment) return wrong('Time', 'There is no such time. Write it as in 17:00.');
  if (moment.kind === 'skipped') return wrong('Time', skippedTime(local, moment));
  return { at: moment.at, errors: {}, notes: moment.kind === 'twice' ? [twiceTime(local)] : [] };
}

function skippedTime({ day, time, zone }: LocalTime, { from, to }: { from: string; to: string }): string {
  return `There is no ${time} on ${day} in ${zone}: the clocks go from ${from} to ${to}. Choose another time.`;
}

function twiceTime({ day, time, zone }: LocalTime): string {
  return `The clocks are put back on ${day} in ${zone}, so there it is ${time} twice. We took the first.`;
}

function unknownZone(typed: string): string {
  if (!typed.trim()) return 'Say which time zone you mean.';
  return 'We do not know this time zone. Choose one from the list, such as Europe/Berlin.';
}

function refuse(
  { startsAt, endsAt }: Schedule,
  { now, begun }: { now: Date; begun: Date | null },
): Record<string, string> {
  const errors: Record<string, string> = {};
  if (begun ? startsAt.getTime() !== begun.getTime() : startsAt <= now) {
    errors['startTime'] = begun
      ? 'It has begun, so its start stays.'
      : 'This has passed. Choose a time to come.';
  } else if (startsAt.getTime() > now.getTime() + furthest) {
    errors['startDate'] = 'This is more than a year ahead. Announce it nearer to its time.';
  }
  if (endsAt <= startsAt) errors['endTime'] = 'It would end before it starts.';
  else if (endsAt.getTime() > startsAt.getTime() + longest) {
    errors['endTime'] = 'An AMA lasts up to 12 hours. What is left is answered afterwards.';
  } else if (begun && endsAt <= now) errors['endTime'] = 'This has passed. Choose a time to come.';
  return errors;
}
