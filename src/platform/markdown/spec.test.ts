import { describe, expect, it } from 'vitest';
import { specExamples } from './fixtures-for-tests.ts';
import { renderMarkdown } from './markdown.ts';
import { normaliseHtml } from './spec-normaliser-for-tests.ts';

/** The numbers of examples, as `12 20-25`. */
const listNumbers = (text: string): number[] =>
  text.split(' ').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

// Why an example is not rendered as its specification says, by intent unless it says otherwise.
const differences = {
  commonmark: {
    'raw HTML is shown as text':
      '21 31 148-193 203 310 311 346 477-479 493 496 526 538 615-619 625 627-633 645 646',
    'an address must be absolute or begin with / or #':
      '196 197 205 206 486 494 497 498 500-502 504-506 519 522 524 533 575 578-580 582',
    'a link without a target is its words': '202 487-489 569',
    'only http, https and mailto are linked': '598 600 601 603',
    'bare addresses are linked': '604 610 613 614',
    'headings without a word are left out': '79',
  },
  gfm: {
    'raw HTML is shown as text':
      '118-160 170 288 289 317 327 354 484-486 500 503 532 544 632-636 642 644 647-651 663 664',
    'an address must be absolute or begin with / or #':
      '163 164 172 173 501 504-508 510-512 525 528 530 539 581 584-586 588',
    'a link without a target is its words': '169 495 496 575',
    'only http, https and mailto are linked': '604 606 607 609',
    'bare addresses are linked': '610 616 619 620',
    'headings without a word are left out': '49',
  },
  'gfm-extensions': {
    'raw HTML is shown as text': '12 22',
    'one tilde strikes nothing through': '17 18',
    'hosts outside ASCII are told in ASCII as well; not by intent: a dot before a bracket stays in the address':
      '19',
    'the example expects no particular HTML': '20',
    'there are no footnotes': '23',
    'not by intent: a bare address takes the tildes that follow it': '24',
  },
};

describe.each(Object.entries(differences))('the examples of %s', (name, reasons) => {
  const examples = specExamples(name as keyof typeof differences);

  it('render as expected, but for those listed', () => {
    const differing = examples.filter(
      ({ markdown, html }) => normaliseHtml(renderMarkdown(markdown)) !== normaliseHtml(html),
    );
    expect(differing.map(({ example }) => example)).toEqual(
      Object.values(reasons)
        .flatMap(listNumbers)
        .toSorted((a, b) => a - b),
    );
  });

  it('are all here', () => {
    expect(examples.length).toBe({ commonmark: 655, gfm: 649, 'gfm-extensions': 28 }[name]);
  });
});
