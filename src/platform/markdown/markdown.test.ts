import { describe, expect, it } from 'vitest';
import { plainText, renderMarkdown } from './markdown.ts';

const render = (source: string): string => renderMarkdown(source).trim();
const paragraph = (html: string): string => `<p dir="auto">${html}</p>`;

describe('HTML', () => {
  it('is shown as text', () => {
    expect(render('<b onclick="x">hi</b> <!-- c -->')).toBe(
      paragraph('&lt;b onclick=&quot;x&quot;&gt;hi&lt;/b&gt; &lt;!-- c --&gt;'),
    );
    expect(render('<script>alert(1)</script>')).toBe(paragraph('&lt;script&gt;alert(1)&lt;/script&gt;'));
  });
});

describe('headings', () => {
  it('start at h3, one level below another the next', () => {
    expect(render('# a\n## b\n### c\n#### d\n##### e\n# f')).toBe(
      [
        '<h3 dir="auto">a</h3>',
        '<h4 dir="auto">b</h4>',
        '<h5 dir="auto">c</h5>',
        '<h6 dir="auto">d</h6>',
        '<h6 dir="auto">e</h6>',
        '<h3 dir="auto">f</h3>',
      ].join('\n'),
    );
  });

  it('skip no level, however many marks were typed', () => {
    expect(render('### a\n##### b\n## c')).toBe(
      '<h3 dir="auto">a</h3>\n<h4 dir="auto">b</h4>\n<h3 dir="auto">c</h3>',
    );
  });

  it('start where the page says', () => {
    expect(renderMarkdown('# a\n\nb\n-', { headingBase: 4 })).toBe(
      '<h4 dir="auto">a</h4>\n<h5 dir="auto">b</h5>\n',
    );
  });

  it('without a word are left out', () => {
    expect(render('#\n\n## &nbsp;\n\nx')).toBe(paragraph('x'));
  });
});

describe('code', () => {
  it('is coloured by classes where its language is known', () => {
    expect(render('```ts\nconst a = 1;\n```')).toBe(
      '<pre tabindex="0" dir="ltr"><code class="hljs language-typescript">' +
        '<span class="hljs-keyword">const</span> a = <span class="hljs-number">1</span>;\n</code></pre>',
    );
  });

  it.each(['```\n<b>\n```', '```brainfuck" onx="\n<b>\n```', '    <b>'])('stays plain else: %j', (source) => {
    expect(render(source)).toBe('<pre tabindex="0" dir="ltr"><code>&lt;b&gt;\n</code></pre>');
  });

  it('stays plain past 8,000 characters in a post, and with very long lines', () => {
    const block = `\`\`\`js\n${'let a;\n'.repeat(700)}\`\`\`\n`;
    expect(renderMarkdown(block)).toContain('hljs-keyword');
    expect(renderMarkdown(block + block).match(/class="hljs /g)).toHaveLength(1);
    expect(renderMarkdown(`\`\`\`js\nlet ${'a'.repeat(400)}\n\`\`\``)).not.toContain('hljs');
  });
});

describe('lists', () => {
  it('keep their start', () => {
    expect(render('3. a\n4. b')).toBe('<ol start="3" dir="auto">\n<li>a</li>\n<li>b</li>\n</ol>');
  });

  it('show tasks as drawn boxes with a name', () => {
    expect(render('- [ ] a\n- [X] *b*\n- [x]c\n- `[ ]`')).toBe(
      '<ul dir="auto">\n' +
        '<li class="task"><span class="task-box" role="img" aria-label="Not done">☐</span> a</li>\n' +
        '<li class="task"><span class="task-box" role="img" aria-label="Done">☑</span> <em>b</em></li>\n' +
        '<li>[x]c</li>\n<li><code>[ ]</code></li>\n</ul>',
    );
  });
});

describe('tables', () => {
  it('scroll in a box that the keyboard reaches, and align by class', () => {
    expect(render('a | b\n:-|-:\n1 |')).toBe(
      '<div class="table-scroll" tabindex="0" role="group" aria-label="Table">\n<table dir="auto">\n' +
        '<thead>\n<tr>\n<th class="align-left">a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td class="align-left">1</td>\n<td class="align-right"></td>\n</tr>\n</tbody>\n' +
        '</table>\n</div>',
    );
  });

  it('have no empty head cells', () => {
    expect(renderMarkdown('| |a|\n|-|-|\n|b|c|')).toContain('<tr>\n<td></td>\n<th>a</th>\n</tr>');
  });

  it('hold no more cells than the post has characters, and a thousand', () => {
    const wide = `${'|a'.repeat(40)}\n${'|-'.repeat(40)}\n${'a\n'.repeat(2000)}`;
    const cells = renderMarkdown(wide).match(/<t[dh]/g)?.length ?? 0;
    expect(cells).toBeGreaterThan(4000);
    expect(cells).toBeLessThanOrEqual(wide.length + 1000);
  });
});

describe('direction', () => {
  it('is found for each outermost block alone', () => {
    expect(render('> שלום\n>\n> - a\n\nb')).toBe(
      '<blockquote dir="auto">\n<p>שלום</p>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>\n<p dir="auto">b</p>',
    );
  });
});

describe('characters', () => {
  it('that reorder text are removed, written out or as references', () => {
    expect(render('a\u202eb\u2066c &#x202e;d `\u202ae`')).toBe(paragraph('abc d <code>e</code>'));
  });

  it('that no document may hold are replaced', () => {
    expect(render('a\0b\ud800c\u0001d &#0;')).toBe(paragraph('a\ufffdb\ufffdc\ufffdd \ufffd'));
  });

  it('keep at most eight marks on a letter', () => {
    expect(render(`a${'\u0301'.repeat(50)}b${'&#x301;'.repeat(50)}`)).toBe(
      paragraph(`a${'\u0301'.repeat(8)}b${'\u0301'.repeat(8)}`),
    );
  });

  it('keep emoji, joiners and direction marks whole', () => {
    expect(render('👩🏽‍💻 א\u200f!')).toBe(paragraph('👩🏽‍💻 א\u200f!'));
  });
});

describe('plain text', () => {
  it('is the words of every block on one line', () => {
    expect(
      plainText('# A *b*\n\n- [x] c\n- [d](https://e.example)\n\n```js\nf()\n```\n\n|g|\n|-|\n|h|'),
    ).toBe('A b c d f() g h');
  });

  it('is cut after a word', () => {
    expect(plainText('One **two** three four', 12)).toBe('One two…');
    expect(plainText('One **two** three', 13)).toBe('One two three');
  });

  it('is not escaped, as what places it does that', () => {
    expect(plainText('a < b & <i>')).toBe('a < b & <i>');
  });
});
