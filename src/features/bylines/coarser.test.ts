import { expect, test } from 'vitest';
import type { MaskedByline } from './bylines.ts';
import { cutTo, listCoarser, withoutCompany } from './coarser.ts';

const full: MaskedByline = {
  level: 'Senior',
  role: 'Data Engineer',
  nativeLevel: 'L5',
  company: 'Northwind',
};
const parts = Object.keys(full) as (keyof MaskedByline)[];

/** Every byline that can be frozen: the parts of `full` that are there, a native level only beside a company. */
const frozen = Array.from({ length: 16 }, (_, bits) =>
  parts.reduce((byline, part, bit) => (bits & (1 << bit) ? byline : { ...byline, [part]: null }), full),
).filter(({ nativeLevel, company }) => nativeLevel === null || company !== null);

const saying = (byline: MaskedByline) => parts.filter((part) => byline[part] !== null);

test.each(frozen)('whatever is offered for %j says less, each once, down to nothing', (byline) => {
  const offered = listCoarser(byline);
  for (const coarser of offered) {
    expect(coarser.byline).toEqual(cutTo(byline, coarser.form));
    expect(saying(coarser.byline).length).toBeLessThan(saying(byline).length);
    expect(saying(byline)).toEqual(expect.arrayContaining(saying(coarser.byline)));
  }
  const each = offered.map((coarser) => saying(coarser.byline).join());
  expect(new Set(each).size).toBe(each.length);
  expect(each.at(-1)).toBe(saying(byline).length > 0 ? '' : undefined);
  expect(offered.at(-1)?.form).toBe(saying(byline).length > 0 ? 'member' : undefined);
});

test('from the finest, every coarser rung can be reached, and from each of them the next', () => {
  const rungs = (byline: MaskedByline) => listCoarser(byline).map(({ form }) => form);
  expect(rungs(full)).toEqual([
    ...['company-level-role', 'company-role', 'company', 'level-role', 'role', 'member'],
  ]);
  expect(rungs(cutTo(full, 'company-role'))).toEqual(['company', 'role', 'member']);
  expect(rungs(cutTo(full, 'company'))).toEqual(['member']);
  expect(rungs(cutTo(full, 'level-role'))).toEqual(['role', 'member']);
});

test.each(frozen)('without its company, %j keeps level and role', (byline) => {
  const form = withoutCompany(byline);
  const { level, role } = byline;
  const left = form && cutTo(byline, form);
  expect(left).toEqual(byline.company === null ? null : { level, role, nativeLevel: null, company: null });
});
