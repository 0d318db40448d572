import { expect, test } from 'vitest';
import { patience } from './scenario-budget.ts';
import { compareWorlds } from './swap.ts';
import * as leaks from './swap-leaks.ts';

test.each([
  [leaks.headerOfTheAccount, /^anonymous \/questions\//m],
  [leaks.handleOfTheAccount, /^(the export|anonymous)/m],
  [leaks.recipientOfKeptMail, /^admin \/admin\/mail/m],
  [leaks.metricsByAccount, /^\/metrics/m],
  [leaks.orderOfAccounts, /^anonymous \/api\/v1\/questions/m],
  [leaks.accountInTheStream, /^anonymous \/amas\/events\//m],
  [leaks.markOfTheSuggester, /^answerer \/posts\/\w+\/suggestions/m],
])(
  'the author swap finds it when $name',
  async (leak, where) => {
    const report = await compareWorlds({ kind: 'author', seed: 'e', scenarios: 8, mail: 'kept', leak });
    expect(report.leak).toMatch(where);
  },
  patience,
);
