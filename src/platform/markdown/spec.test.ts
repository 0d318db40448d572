import { describe, expect, it } from 'vitest';
import { specExamples } from './fixtures.ts';
import { renderMarkdown } from './markdown.ts';
import { normaliseHtml } from './spec-normaliser.ts';

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

// Why an example is not rendered as its specification says, by intent unless it says otherwise.
const differences = {
  commonmark: {
    'raw HTML is shown as text': [
      ...[21, 31, ...range(148, 193), 203, 310, 311, 346, 477, 478, 479, 493, 496, 526, 538],
      ...[...range(615, 619), 625, ...range(627, 633), 645, 646],
    ],
    'an address must be absolute or begin with / or #': [
      ...[196, 197, 205, 206, 486, 494, 497, 498, 500, 501, 502, 504, 505, 506, 519, 522, 524, 533],
      ...[575, 578, 579, 580, 582],
    ],
    'a link without a target is its words': [202, 487, 488, 489, 569],
    'only http, https and mailto are linked': [598, 600, 601, 603],
    'bare addresses are linked': [604, 610, 613, 614],
    'headings without a word are left out': [79],
  },
  gfm: {
    'raw HTML is shown as text': [
      ...[...range(118, 160), 170, 288, 289, 317, 327, 354, 484, 485, 486, 500, 503, 532, 544],
      ...[...range(632, 636), 642, 644, ...range(647, 651), 663, 664],
    ],
    'an address must be absolute or begin with / or #': [
      ...[163, 164, 172, 173, 501, 504, 505, 506, 507, 508, 510, 511, 512, 525, 528, 530, 539],
      ...[581, 584, 585, 586, 588],
    ],
    'a link without a target is its words': [169, 495, 496, 575],
    'only http, https and mailto are linked': [604, 606, 607, 609],
    'bare addresses are linked': [610, 616, 619, 620],
    'headings without a word are left out': [49],
  },
  'gfm-extensions': {
    'raw HTML is shown as text': [12, 22],
    'one tilde strikes nothing through': [17, 18],
    'hosts outside ASCII are told in ASCII as well; not by intent: a dot before a bracket stays in the address':
      [19],
    'the example expects no particular HTML': [20],
    'there are no footnotes': [23],
    'not by intent: a bare address takes the tildes that follow it': [24],
  },
} satisfies Record<string, Record<string, number[]>>;

describe.each(Object.entries(differences))('the examples of %s', (name, reasons) => {
  const examples = specExamples(name as keyof typeof differences);

  it('render as expected, but for those listed', () => {
    const differing = examples.filter(
      ({ markdown, html }) => normaliseHtml(renderMarkdown(markdown)) !== normaliseHtml(html),
    );
    expect(differing.map(({ example }) => example)).toEqual(
      Object.values(reasons)
        .flat()
        .sort((a, b) => a - b),
    );
  });

  it('are all here', () => {
    expect(examples.length).toBe({ commonmark: 655, gfm: 649, 'gfm-extensions': 28 }[name]);
  });
});
