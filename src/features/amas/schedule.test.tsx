import { renderFragment } from '../../ui/render.tsx';
import { describe, expect, it } from 'vitest';
import { SettableClock } from '../../../test/settable-clock.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import type { ScheduleFieldValues } from './schedule.ts';
import { fieldsOf, parseSchedule, scheduleSchema } from './schedule.ts';

const site = { communityName: 'Cairn', baseUrl: 'http://cairn.test', assetUrl: (name: string) => `/${name}` };
const clock = new SettableClock(new Date('2026-03-02T12:00:00Z'));

const berlin: ScheduleFieldValues = {
  startDate: '2026-03-10',
  startTime: '17:00',
  endDate: '',
  endTime: '18:00',
  zone: 'Europe/Berlin',
};

function errorsOf(fields: Partial<ScheduleFieldValues>, begun: Date | null = null) {
  const parsed = parseSchedule({ clock }, { ...berlin, ...fields }, { begun });
  return parsed.ok ? {} : parsed.errors;
}

describe('When an AMA is', () => {
  it('is what the host’s clock shows', () => {
    expect(parseSchedule({ clock }, berlin)).toEqual({
      ok: true,
      value: {
        startsAt: new Date('2026-03-10T16:00:00Z'),
        endsAt: new Date('2026-03-10T17:00:00Z'),
        zone: 'Europe/Berlin',
      },
      notes: [],
    });
  });

  it('may go past midnight, and over the night in which the clocks change', () => {
    const parsed = parseSchedule(
      { clock },
      { ...berlin, startDate: '2026-03-28', startTime: '22:00', endDate: '2026-03-29', endTime: '04:00' },
    );
    expect(parsed).toMatchObject({
      value: { startsAt: new Date('2026-03-28T21:00:00Z'), endsAt: new Date('2026-03-29T02:00:00Z') },
    });
  });

  it('fills the form as it was typed', () => {
    const overnight = { ...berlin, startTime: '23:00', endDate: '2026-03-11', endTime: '01:00' };
    for (const fields of [berlin, overnight]) {
      const parsed = parseSchedule({ clock }, fields);
      expect(parsed.ok && fieldsOf(parsed.value)).toEqual(fields);
    }
  });

  it('takes the first of two times where the clocks are put back, and says so', () => {
    const parsed = parseSchedule(
      { clock },
      { ...berlin, startDate: '2026-10-25', startTime: '02:30', endTime: '03:30' },
    );
    expect(parsed).toMatchObject({
      value: { startsAt: new Date('2026-10-25T00:30:00Z'), endsAt: new Date('2026-10-25T02:30:00Z') },
      notes: [
        'The clocks are put back on 2026-10-25 in Europe/Berlin, so there it is 02:30 twice. We took the first.',
      ],
    });
  });
});

describe('Refused, beside its field, is', () => {
  it('an end that is not after the start', () => {
    expect(errorsOf({ endTime: '16:00' })).toEqual({ endTime: 'It would end before it starts.' });
    expect(errorsOf({ endTime: '17:00' })).toHaveProperty('endTime');
    expect(errorsOf({ endDate: '2026-03-09' })).toHaveProperty('endTime');
  });

  it('a start that has passed, by a minute too', () => {
    expect(errorsOf({ startDate: '2026-03-02', startTime: '12:59' })).toHaveProperty('startTime');
    expect(errorsOf({ startDate: '2026-03-02', startTime: '13:00' })).toHaveProperty('startTime');
    expect(errorsOf({ startDate: '2026-03-02', startTime: '13:01' })).toEqual({});
  });

  it('more than twelve hours', () => {
    expect(errorsOf({ startTime: '06:00', endTime: '18:00' })).toEqual({});
    expect(errorsOf({ startTime: '06:00', endTime: '18:01' })).toHaveProperty('endTime');
  });

  it('more than a year ahead', () => {
    expect(errorsOf({ startDate: '2027-03-02' })).toEqual({});
    expect(errorsOf({ startDate: '2027-03-05' })).toHaveProperty('startDate');
  });

  it('a time that the clocks leave out', () => {
    expect(errorsOf({ startDate: '2026-03-29', startTime: '02:30', endTime: '03:30' })).toEqual({
      startTime:
        'There is no 02:30 on 2026-03-29 in Europe/Berlin: the clocks go from 02:00 to 03:00. Choose another time.',
    });
    expect(errorsOf({ startDate: '2026-03-29', startTime: '01:30', endTime: '02:30' })).toHaveProperty(
      'endTime',
    );
  });

  it('a zone that there is not', () => {
    for (const zone of ['', 'EST', '+01:00', 'Mars/Olympus'])
      expect(errorsOf({ zone })).toHaveProperty('zone');
  });

  it('what is no day or no time, each beside its own field', () => {
    expect(errorsOf({ startDate: '2026-02-30' })).toHaveProperty('startDate');
    expect(errorsOf({ startDate: '', endTime: '' })).toHaveProperty('startDate');
    expect(Object.keys(errorsOf({ startTime: '5pm', endTime: '25:00' }))).toEqual(['startTime', 'endTime']);
    expect(errorsOf({ endDate: 'tomorrow' })).toHaveProperty('endDate');
  });

  it('what came twice or is no text', () => {
    for (const startDate of [['2026-03-10', '2026-03-11'], {}, 7])
      expect(scheduleSchema.safeParse({ ...berlin, startDate }).success).toBe(false);
    expect(scheduleSchema.safeParse({ ...berlin, zone: 'x'.repeat(65) }).success).toBe(false);
  });

  it('another start once it has begun, and an end that is over', () => {
    const begun = new Date('2026-03-02T11:30:23Z');
    const live = { startDate: '2026-03-02', startTime: '12:30', endTime: '14:00' };
    expect(parseSchedule({ clock }, { ...berlin, ...live }, { begun })).toMatchObject({
      value: { startsAt: begun },
    });
    expect(errorsOf({ ...live, startTime: '12:45' }, begun)).toHaveProperty('startTime');
    expect(errorsOf({ ...live, endTime: '12:59' }, begun)).toHaveProperty('endTime');
  });
});

it('The form comes back filled, with what is wrong beside its field', () => {
  const fields = { ...berlin, zone: '<EST>' };
  const html = renderFragment(site, <ScheduleFields fields={fields} errors={errorsOf(fields)} />).toString();
  expect(html).toContain('value="2026-03-10"');
  expect(html).toContain('value="&lt;EST>"');
  expect(html).toContain('aria-describedby="field-zone-help field-zone-error"');
  expect(html).toContain('<option>Asia/Kolkata</option>');
});
