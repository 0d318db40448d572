import { Temporal } from 'temporal-polyfill';

// As Intl names them where its data are older than the places' own names.
const renamed: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

function nameNow(zone: string): string {
  const name = renamed[zone];
  return name && canUse(name) ? name : zone;
}

function canUse(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Every zone that one can choose, by its IANA name, in order. */
export const timeZones: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf('timeZone').map(nameNow), 'UTC']),
].toSorted();

const known = new Map([
  ...Object.keys(renamed).map((old) => [old.toLowerCase(), nameNow(old)] as const),
  ...timeZones.map((zone) => [zone.toLowerCase(), zone] as const),
]);

/**
 * The IANA name of what was typed, or null: `europe/berlin` and `America/New York` are forgiven. Offsets and
 * abbreviations such as `EST` are none: they are wrong for half of the year.
 */
export function findZone(text: string): string | null {
  return known.get(text.trim().toLowerCase().replaceAll(/\s+/g, '_')) ?? null;
}

/** What the clocks of a place showed, or will: `day` as in 2026-05-04, `time` as in 17:00, `zone` as in `timeZones`. */
export interface LocalTime {
  day: string;
  time: string;
  zone: string;
}

export type Moment =
  | { kind: 'once'; at: Date }
  /** The clocks are put back over it: the first of the two. */
  | { kind: 'twice'; at: Date }
  /** The clocks are put forward over it, from one time to the other. */
  | { kind: 'skipped'; from: string; to: string };

/** When that is. Null where the day or time is none, as 30 February is not. */
export function momentOf({ day, time, zone }: LocalTime): Moment | null {
  const local = readLocal(day, time);
  if (!local) return null;
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const last = local.toZonedDateTime(zone, { disambiguation: 'later' });
  const at = new Date(first.epochMilliseconds);
  if (first.equals(last)) return { kind: 'once', at };
  if (first.toPlainDateTime().equals(local)) return { kind: 'twice', at };
  const after = first.getTimeZoneTransition('next');
  if (!after) throw new Error(`no clock is put forward after ${first.toString()}`);
  return { kind: 'skipped', from: clockBefore(after), to: shown(after) };
}

function readLocal(day: string, time: string): Temporal.PlainDateTime | null {
  const read = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::00)?$/.exec(`${day}T${time}`);
  if (!read) return null;
  const [year = 0, month = 0, dayOfMonth = 0, hour = 0, minute = 0] = read.slice(1).map(Number);
  try {
    return Temporal.PlainDateTime.from(
      { year, month, day: dayOfMonth, hour, minute },
      { overflow: 'reject' },
    );
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What the clocks would show if they were not changed then. */
function clockBefore(change: Temporal.ZonedDateTime): string {
  const justBefore = change.subtract({ seconds: 1 });
  return shown(justBefore.toPlainDateTime().add({ seconds: 1 }));
}

function shown({ hour, minute }: { hour: number; minute: number }): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** The clocks of a place at that moment; the inverse of `momentOf`. */
export function localTimeOf(at: Date, zone: string): LocalTime {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate().toString(), time: shown(local), zone };
}

export interface PrintedTime {
  /** As in Monday, 4 May 2026. */
  day: string;
  /** As in 17:00. */
  time: string;
  /** As in CEST (UTC+2), UTC+8 where the place has no letters, or UTC. */
  zone: string;
}

/** That moment as people of the place would say it. */
export function printTime(at: Date, zone: string): PrintedTime {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at);
  return {
    day: format({ dateStyle: 'full' }).replace(/^(\p{L}+) /u, '$1, '),
    time: format({ timeStyle: 'short' }),
    zone: printZone(at, zone),
  };
}

function printZone(at: Date, zone: string): string {
  const offset = printOffset(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone));
  const letters = lettersOf(at, zone);
  return letters && letters !== offset ? `${letters} (${offset})` : offset;
}

function printOffset({ offsetNanoseconds }: Temporal.ZonedDateTime): string {
  const minutes = Math.round(offsetNanoseconds / 60e9);
  if (minutes === 0) return 'UTC';
  const rest = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${twoDigits(rest)}` : ''}`;
}

// Each locale knows only the letters of the zones that its own people use.
const locales = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA'];

function lettersOf(at: Date, zone: string): string | null {
  for (const locale of locales) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{3,5}$/.test(name)) return name;
  }
  return null;
}
