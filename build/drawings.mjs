import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const ui = fileURLToPath(new URL('../src/ui/', import.meta.url));

/** The icon sprite and the mark. */
export async function drawings() {
  return [
    named('icons.svg', await sprite()),
    named('favicon.svg', tidy(await readFile(`${ui}favicon.svg`, 'utf8'))),
  ];
}

async function sprite() {
  const icons = await Promise.all((await iconNames()).map(symbolOf));
  const drawn = (await readFile(`${ui}drawn-icons.svg`, 'utf8')).replace(/<\/?svg[^>]*>/g, '');
  return tidy(`<svg xmlns="http://www.w3.org/2000/svg">${icons.join('')}${drawn}</svg>`);
}

async function symbolOf(name) {
  const svg = await readFile(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8');
  const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '');
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
}

async function iconNames() {
  const { outputFiles } = await build({ entryPoints: [`${ui}icon-names.ts`], write: false, format: 'esm' });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).lucideIcons;
}

function tidy(svg) {
  return svg.replace(/\s*\n\s*/g, ' ').replace(/> </g, '><');
}

function named(name, text) {
  const contents = Buffer.from(text);
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8).toUpperCase();
  return { name, file: name.replace('.', `.${hash}.`), contents };
}
