import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/platform/markdown/markdown.ts';
import { launchBrowser, openBlankPage } from './blank-page.ts';

const everything = `
# One

### Two

#

Words with *emphasis*, **weight**, ~~a stroke~~, \`code\`, [a link](https://x.example), [](https://x.example/y),
[https://bank.example](https://x.example), ![](https://x.example/a.png), [![](https://x.example/a.png)](/topics).

- [ ] to do
- [x] done

3. three
   - nested

> quoted
>
> - in a list

| a |   | ${'wide '.repeat(100)} |
|:--|--:|---|
| 1 | 2 | 3 |

| a |
|---|

\`\`\`ts
const a = '${'long '.repeat(60)}';
\`\`\`

    plain ${'long '.repeat(100)}

---
`;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('a post with everything in it, twice on a page, has no accessibility violation', async () => {
  const { page, show } = await openBlankPage(browser);
  const post = `<article><h2>A post</h2>${renderMarkdown(everything)}</article>`;
  await show(
    `<style>.table-scroll, pre { overflow-x: auto; max-width: 30rem } .task { list-style: none }</style>
    <main><h1>A page</h1>${post}${post}</main>`,
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.context().close();
});
