import type { Rule } from './rule.client.ts';
import { findAll, span } from './rule.client.ts';

const codes =
  /\b(?:SDE[ -]?(?:I{1,3}|[1-4])|SWE[ -]?(?:I{1,4}|[1-6])|(?:Engineer|Developer|Scientist|Analyst) (?:I{1,3}|IV|V|[1-5])|[ELT][3-9]|L1[0-2]|L[5-7]\d|ICT?\d|M[1-4]|D[1-3]|P[3-7]|EM[1-3]|[SLP]?MTS|[Ll]evel (?:5\d|6\d|7\d|80))\b(?!-)/g;

/** What else is called so: caches, chips, priorities, layers of a network. */
const otherwise =
  /^[ -](?:cache|chip|laptop|mac|macbook|pro\b|max\b|air\b|mini|ultra|machine|instance|load|proxy|switch|rout|support|network|layer|rule|balancer|firewall|norm|loss|regulari|ticket|incident|bug|issue|priorit|licen[cs]e|alert|page\b|chart|visuali|and D3|of the course|math|spanish|english|german|french)/i;
const before = /(?:Apple|AWS|the new|chart|charts and|library|Visa|visa|D2C|bus|terminal|highway) $/;

const bands: [RegExp, string][] = [
  [/^(?:SDE|SWE)[ -]?(?:1|I)$/, 'entry-level engineer'],
  [/^SDE[ -]?(?:2|II)$|^SWE[ -]?(?:2|II)$/, 'mid-level engineer'],
  [/^SDE[ -]?(?:3|III)$|^SWE[ -]?(?:3|III)$/, 'senior engineer'],
  [/^E3$|^ICT2$/, 'entry-level'],
  [/^E4$|^ICT3$/, 'mid-level'],
  [/^E5$|^ICT4$/, 'senior'],
  [/^E6$|^ICT5$/, 'staff'],
  [/^E7$|^ICT6$/, 'senior staff'],
  [/^(?:M1|EM1)$/, 'manager'],
  [/^(?:M2|EM2)$/, 'senior manager'],
  [/^D1$/, 'director'],
];

export const levels: Rule = {
  name: 'level',
  reason: 'A level code belongs to one employer’s ladder, and tells which.',
  find: (text) =>
    findAll(codes, text, (found) => {
      const { start, end } = span(found);
      if (
        otherwise.test(text.slice(end, end + 16)) ||
        before.test(text.slice(Math.max(0, start - 12), start))
      )
        return null;
      const band = bands.find(([code]) => code.test(found[0]))?.[1];
      const proposal = 'Name the band: mid-level, senior, staff, manager.';
      return band ? { start, end, proposal, replacement: band } : { start, end, proposal };
    }),
};
