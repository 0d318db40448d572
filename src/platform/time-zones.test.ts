import { describe, expect, it } from 'vitest';
import type { LocalTime } from './time-zones.ts';
import { findZone, localTimeOf, momentOf, printTime, timeZones } from './time-zones.ts';

function at(day: string, time: string, zone: string) {
  const moment = momentOf({ day, time, zone });
  return moment && 'at' in moment ? { kind: moment.kind, at: moment.at.toISOString() } : moment;
}

describe('A local time', () => {
  it('is the moment at which the clocks of the place show it, in winter and in summer', () => {
    expect(at('2026-01-15', '17:00', 'Europe/Berlin')).toEqual({
      kind: 'once',
      at: '2026-01-15T16:00:00.000Z',
    });
    expect(at('2026-07-15', '17:00', 'Europe/Berlin')).toEqual({
      kind: 'once',
      at: '2026-07-15T15:00:00.000Z',
    });
    expect(at('2026-07-15', '17:00', 'America/New_York')).toEqual({
      kind: 'once',
      at: '2026-07-15T21:00:00.000Z',
    });
    expect(at('2026-07-15', '17:00', 'Asia/Kolkata')).toEqual({
      kind: 'once',
      at: '2026-07-15T11:30:00.000Z',
    });
  });

  it('is none while the clocks are put forward over it, by an hour or by half of one', () => {
    expect(at('2026-03-29', '02:00', 'Europe/Berlin')).toEqual({
      kind: 'skipped',
      from: '02:00',
      to: '03:00',
    });
    expect(at('2026-03-29', '02:59', 'Europe/Berlin')).toEqual({
      kind: 'skipped',
      from: '02:00',
      to: '03:00',
    });
    expect(at('2026-03-08', '02:30', 'America/New_York')).toEqual({
      kind: 'skipped',
      from: '02:00',
      to: '03:00',
    });
    expect(at('2026-10-04', '02:15', 'Australia/Lord_Howe')).toEqual({
      kind: 'skipped',
      from: '02:00',
      to: '02:30',
    });
  });

  it('is one again right before and right after that', () => {
    expect(at('2026-03-29', '01:59', 'Europe/Berlin')).toEqual({
      kind: 'once',
      at: '2026-03-29T00:59:00.000Z',
    });
    expect(at('2026-03-29', '03:00', 'Europe/Berlin')).toEqual({
      kind: 'once',
      at: '2026-03-29T01:00:00.000Z',
    });
    expect(at('2026-10-04', '02:30', 'Australia/Lord_Howe')).toEqual({
      kind: 'once',
      at: '2026-10-03T15:30:00.000Z',
    });
    expect(at('2026-03-29', '02:30', 'Asia/Kolkata')).toMatchObject({ kind: 'once' });
  });

  it('that comes twice is the first of the two', () => {
    expect(at('2026-10-25', '02:30', 'Europe/Berlin')).toEqual({
      kind: 'twice',
      at: '2026-10-25T00:30:00.000Z',
    });
    expect(at('2026-11-01', '01:00', 'America/New_York')).toEqual({
      kind: 'twice',
      at: '2026-11-01T05:00:00.000Z',
    });
    expect(at('2026-04-05', '01:45', 'Australia/Lord_Howe')).toEqual({
      kind: 'twice',
      at: '2026-04-04T14:45:00.000Z',
    });
    expect(at('2026-04-05', '01:15', 'Australia/Lord_Howe')).toMatchObject({ kind: 'once' });
    expect(at('2026-10-25', '03:00', 'Europe/Berlin')).toMatchObject({ kind: 'once' });
  });

  it('is none where there is no such day or time', () => {
    for (const day of ['2026-02-30', '2026-13-01', '26-01-01', '', '2026-01-01T00', '１２３４-01-01'])
      expect(at(day, '12:00', 'UTC')).toBeNull();
    for (const time of ['24:00', '12:60', '5pm', '', '12:00:30', '12:00Z', '-1:00'])
      expect(at('2026-01-01', time, 'UTC')).toBeNull();
    expect(at('2028-02-29', '12:00:00', 'UTC')).toMatchObject({ kind: 'once' });
  });

  it('is found again from its moment', () => {
    const local: LocalTime = { day: '2026-04-05', time: '23:45', zone: 'Australia/Lord_Howe' };
    const moment = momentOf(local);
    expect(moment && 'at' in moment && localTimeOf(moment.at, local.zone)).toEqual(local);
  });
});

describe('A zone', () => {
  it('is one that the list has, under the name that its people use today', () => {
    expect(timeZones.length).toBeGreaterThan(400);
    for (const zone of ['Europe/Berlin', 'Asia/Kolkata', 'Europe/Kyiv', 'Australia/Lord_Howe', 'UTC'])
      expect(timeZones).toContain(zone);
    expect(timeZones).not.toContain('Asia/Calcutta');
  });

  it('is found as people type it, and by its old name', () => {
    expect(findZone(' america/new york ')).toBe('America/New_York');
    expect(findZone('Asia/Calcutta')).toBe('Asia/Kolkata');
    expect(findZone('utc')).toBe('UTC');
  });

  it('is no offset, no abbreviation, and nothing made up', () => {
    for (const text of ['', '+01:00', 'EST', 'Mars/Olympus', '__proto__', 'constructor', 'Europe/Berlin; x'])
      expect(findZone(text)).toBeNull();
  });
});

describe('A printed time', () => {
  it('has the letters that the place uses that day and their distance from UTC', () => {
    expect(printTime(new Date('2026-07-15T15:00:00Z'), 'Europe/Berlin')).toEqual({
      day: 'Wednesday, 15 July 2026',
      time: '17:00',
      zone: 'CEST (UTC+2)',
    });
    const zoneOf = (time: string, zone: string) => printTime(new Date(time), zone).zone;
    expect(zoneOf('2026-01-15T16:00:00Z', 'Europe/Berlin')).toBe('CET (UTC+1)');
    expect(zoneOf('2026-01-15T16:00:00Z', 'America/New_York')).toBe('EST (UTC−5)');
    expect(zoneOf('2026-07-15T16:00:00Z', 'Australia/Lord_Howe')).toBe('LHST (UTC+10:30)');
    expect(zoneOf('2026-07-15T16:00:00Z', 'Asia/Kolkata')).toBe('IST (UTC+5:30)');
    expect(zoneOf('2026-07-15T16:00:00Z', 'America/Sao_Paulo')).toBe('UTC−3');
    expect(zoneOf('2026-07-15T16:00:00Z', 'UTC')).toBe('UTC');
  });

  it('has the day of the place', () => {
    expect(printTime(new Date('2026-01-01T03:00:00Z'), 'America/New_York')).toMatchObject({
      day: 'Wednesday, 31 December 2025',
      time: '22:00',
    });
  });

  it('is there for every zone of the list', () => {
    for (const zone of timeZones)
      expect(printTime(new Date('2026-07-15T12:00:00Z'), zone).zone).toMatch(/UTC/);
  });
});
