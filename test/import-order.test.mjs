import { expect, test } from 'vitest';
import { findDisorder } from './import-order.mjs';

const disorderOf = (sources) => findDisorder(new Map(Object.entries(sources)));

test('imports that go down the layers, or to a neighbour of the same layer, are in order', () => {
  const sources = {
    'src/urls.ts': '',
    'src/platform/db.ts': `import pg from 'pg';\nimport { Gone } from '../urls.ts';`,
    'src/ui/page.tsx': `import type { Database } from '../platform/db.ts';`,
    'src/features/votes/votes.ts': `import {\n  db,\n} from '../../platform/db.ts';`,
    'src/features/votes/votes.api.ts': `import { castVote } from './votes.ts';`,
    'src/features/votes/votes.routes.ts': `import { api } from './votes.api.ts';`,
    'src/features/topics/topics.ts': `import { castVote } from '../votes/votes.ts';`,
    'src/app.ts': `import { routes } from './features/votes/votes.routes.ts';`,
  };
  expect(disorderOf(sources)).toEqual([]);
});

test.each([
  ['the platform knows no feature', 'src/platform/db.ts', 'src/features/votes/votes.ts'],
  ['the platform knows no view', 'src/platform/db.ts', 'src/ui/page.tsx'],
  ['shared views know no feature', 'src/ui/page.tsx', 'src/features/votes/votes.ts'],
  ['shared views run nothing of the platform', 'src/ui/page.tsx', 'src/platform/db.ts'],
  ['a domain file knows no routes', 'src/features/topics/topics.ts', 'src/features/topics/topics.routes.ts'],
  [
    'routes know no routes of others',
    'src/features/topics/topics.routes.ts',
    'src/features/votes/votes.api.ts',
  ],
  ['what browsers load knows nothing of the server', 'src/client/boot.ts', 'src/platform/db.ts'],
])('%s', (_rule, from, to) => {
  const [, ...fromRoot] = from.split('/');
  const path = `${'../'.repeat(fromRoot.length - 1)}${to.slice('src/'.length)}`;
  const disorder = disorderOf({
    [from]: `import { something } from '${path.startsWith('.') ? path : `./${path}`}';`,
    [to]: '',
  });
  expect(disorder).toHaveLength(1);
  expect(disorder[0]).toContain(`${from} imports ${to}`);
});

test('circles are found, however long, and by whatever kind of import', () => {
  const sources = {
    'src/platform/a.ts': `import type { B } from './b.ts';`,
    'src/platform/b.ts': `export { c } from './c.ts';`,
    'src/platform/c.ts': `const load = () => import('./a.ts');`,
  };
  expect(disorderOf(sources)).toEqual([
    'circle: src/platform/a.ts → src/platform/b.ts → src/platform/c.ts → src/platform/a.ts',
  ]);
});

test('a file in no layer is named', () => {
  expect(disorderOf({ 'src/lib/util.ts': '' })).toEqual([
    'src/lib/util.ts is in no layer of test/import-order.mjs',
  ]);
});
