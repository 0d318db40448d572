import { createRequire } from 'node:module';
import type { HLJSApi, LanguageFn } from 'highlight.js';

/** The name that people write after the fence, to the grammar's file. */
const grammars = new Map(
  Object.entries({
    bash: 'bash sh shell zsh console',
    c: 'c h',
    cpp: 'cpp c++ cc hpp',
    csharp: 'csharp cs c#',
    css: 'css',
    diff: 'diff patch',
    dockerfile: 'dockerfile docker',
    go: 'go golang',
    graphql: 'graphql gql',
    java: 'java',
    javascript: 'javascript js jsx mjs',
    json: 'json jsonc',
    kotlin: 'kotlin kt',
    markdown: 'markdown md',
    php: 'php',
    python: 'python py',
    ruby: 'ruby rb',
    rust: 'rust rs',
    scala: 'scala',
    sql: 'sql postgres postgresql',
    swift: 'swift',
    typescript: 'typescript ts tsx',
    xml: 'xml html svg',
    yaml: 'yaml yml',
  }).flatMap(([grammar, names]) => names.split(' ').map((name) => [name, grammar] as const)),
);

// Loaded by need: all of it would take 70 ms of every start, and most posts hold no code.
const load = createRequire(import.meta.url);
let loaded: HLJSApi | undefined;

/** The code as HTML with `hljs-…` classes, and its grammar's name; null for a language that we don't know. */
export function highlight(source: string, language: string): { html: string; grammar: string } | null {
  const grammar = grammars.get(language.toLowerCase());
  if (!grammar) return null;
  loaded ??= load('highlight.js/lib/core') as HLJSApi;
  if (!loaded.getLanguage(grammar)) {
    loaded.registerLanguage(grammar, load(`highlight.js/lib/languages/${grammar}`) as LanguageFn);
  }
  return { html: loaded.highlight(source, { language: grammar, ignoreIllegals: true }).value, grammar };
}
