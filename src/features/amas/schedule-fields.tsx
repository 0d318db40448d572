import type { JSX } from 'preact';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { timeZones } from '../../platform/time-zones.ts';
import type { FieldErrors, FieldProps } from '../../ui/field.tsx';
import { Field, fieldAttributes } from '../../ui/field.tsx';

/** When an AMA is: the fields of `scheduleSchema`, for any form. */
export function ScheduleFields({ fields, errors }: { fields: RawForm; errors: FieldErrors }): JSX.Element {
  const field = (name: string) => ({ name, value: fieldText(fields, name), error: errors[name] });
  return (
    <>
      <Picker {...field('startDate')} type="date" label="Day" />
      <div class="field-pair">
        <Picker {...field('startTime')} type="time" label="From" />
        <Picker {...field('endTime')} type="time" label="To" />
      </div>
      <Picker
        {...field('endDate')}
        type="date"
        label="Last day"
        help="Only if it goes on past midnight."
        optional
      />
      <ZoneField {...field('zone')} />
    </>
  );
}

type PickerProps = FieldProps & { type: 'date' | 'time'; value: string };

function Picker({ type, value, ...words }: PickerProps): JSX.Element {
  const attributes = { ...fieldAttributes(words), defaultValue: value, required: !words.optional };
  return (
    <Field {...words}>
      {type === 'date' ? (
        <input {...attributes} type="date" placeholder="2026-05-04" />
      ) : (
        <input {...attributes} type="time" placeholder="17:00" />
      )}
    </Field>
  );
}

/** Filled with the zone of whoever announces by a script; without one, typed or chosen from the list. */
function ZoneField({ value, ...words }: Pick<FieldProps, 'name' | 'error'> & { value: string }): JSX.Element {
  const help = 'The clock that the times above are on, such as Europe/Berlin. Readers see theirs as well.';
  const props = { ...words, label: 'Time zone', help };
  return (
    <Field {...props}>
      <input
        {...fieldAttributes(props)}
        type="text"
        list="time-zones"
        autoComplete="off"
        spellcheck={false}
        defaultValue={value}
        required
        data-own-zone
      />
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
    </Field>
  );
}
