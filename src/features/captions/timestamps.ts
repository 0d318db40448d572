const vttTime = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;
// Files in the wild leave out hours and digits, and write a full stop.
const srtTime = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?$/;

/** Milliseconds of a WebVTT timestamp (https://www.w3.org/TR/webvtt1/#webvtt-timestamp), or null. */
export function readVttTime(text: string): number | null {
  return toMs(vttTime.exec(text));
}

/** The same of SRT: "00:01:02,500". */
export function readSrtTime(text: string): number | null {
  return toMs(srtTime.exec(text));
}

/** "01:02:03.456", as WebVTT wants it. */
export function writeVttTime(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  return `${pad(hours)}:${pad(minutes)}:${pad(seconds)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** As people say a moment: "0:07", "12:41", "1:02:03". */
export function clockTime(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
}

/** Milliseconds of "12:41" or "1:02:03", or null. */
export function readClockTime(text: string): number | null {
  const [, hours = '0', minutes = '', seconds = ''] = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/.exec(text) ?? [];
  if (seconds === '' || (text.split(':').length === 3 && Number(minutes) > 59)) return null;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** "4 minutes 2 seconds", for those who hear the page. */
export function spokenTime(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  const parts = [counted(hours, 'hour'), counted(minutes, 'minute'), counted(seconds, 'second')];
  return parts.filter(Boolean).join(' ') || '0 seconds';
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function toMs(match: RegExpExecArray | null): number | null {
  if (!match) return null;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, '0'));
}

function partsOf(ms: number): { hours: number; minutes: number; seconds: number } {
  const whole = Math.floor(ms / 1000);
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, seconds: whole % 60 };
}

function pad(count: number): string {
  return String(count).padStart(2, '0');
}
