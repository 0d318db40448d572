import { renderToString } from 'preact-render-to-string';
import type { JSX } from 'preact';
import { expect, test } from 'vitest';
import { ErrorSummary, RadioGroup, TextField } from './form.tsx';
import { MarkdownField } from './markdown-field.tsx';
import { SiteContext } from './site.tsx';

test('a wrong field keeps what was typed and is tied to its help and its error', () => {
  const html = render(
    <TextField
      name="title"
      label="Title"
      help="One sentence."
      error="At least 8 characters."
      value='"Why"'
    />,
  );
  expect(html).toContain('aria-describedby="field-title-help field-title-error"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('value="&quot;Why&quot;"');
});

test('a field that is well says nothing of errors', () => {
  const html = render(<TextField name="title" label="Title" />);
  expect(html).not.toMatch(/aria-invalid|aria-describedby|field-error/);
});

test('the summary leads to each wrong field, and is not there when none is', () => {
  const html = render(<ErrorSummary errors={{ title: 'Too short.', byline: 'Choose one.' }} />);
  expect(html).toContain('<a href="#field-title">Too short.</a>');
  expect(html).toContain('<a href="#field-byline">Choose one.</a>');
  expect(render(<ErrorSummary errors={{}} />)).toBe('');
});

test('the summary of a radio group leads to its first choice', () => {
  const choices = [
    { value: 'named', label: 'Ada' },
    { value: 'community', label: 'Member' },
  ];
  const html = render(<RadioGroup name="byline" label="Sign it as" choices={choices} value="community" />);
  expect(html).toMatch(/<input type="radio" id="field-byline" name="byline" value="named"\/?>/);
  expect(html).toMatch(/id="field-byline-2" name="byline" value="community" checked/);
});

test('Markdown comes back as it was typed, with a leading newline too', () => {
  const html = render(<MarkdownField name="body" label="Text" value={'\n</textarea><b>'} />);
  expect(html).toContain('>\n\n&lt;/textarea>&lt;b></textarea>');
});

test('the preview is hidden until there is one', () => {
  expect(render(<MarkdownField name="body" label="Text" />)).toMatch(/markdown-preview"[^>]* hidden/);
  expect(render(<MarkdownField name="body" label="Text" preview="<p>Hi</p>" />)).not.toMatch(
    /markdown-preview"[^>]* hidden/,
  );
});

function render(node: JSX.Element): string {
  const site = { communityName: 'Cairn', baseUrl: '', assetUrl: (name: string) => name };
  return renderToString(<SiteContext.Provider value={site}>{node}</SiteContext.Provider>);
}
