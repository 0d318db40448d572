import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * From the ground up. A file may import from its own layer and from those its layer knows; of `types` it may
 * import only types. The first pattern that fits decides a file's layer.
 */
const layers = [
  { name: 'client', files: /^src\/client\/|\.client\.ts$/, knows: [] },
  { name: 'ground', files: /^src\/(errors|urls)\.ts$/, knows: [] },
  { name: 'platform', files: /^src\/platform\//, knows: ['ground'] },
  { name: 'ui', files: /^src\/ui\//, knows: ['ground'], types: ['platform'] },
  { name: 'edge', files: /^src\/edge\//, knows: ['ground', 'platform', 'ui', 'feature'] },
  {
    name: 'routes',
    files: /^src\/features\/.*\.(routes|api|cli|jobs)\.tsx?$/,
    knows: ['ground', 'platform', 'ui', 'feature', 'edge'],
  },
  { name: 'feature', files: /^src\/features\//, knows: ['ground', 'platform', 'ui'] },
  {
    name: 'top',
    files: /^src\/(app|start|main)\.tsx?$/,
    knows: ['ground', 'platform', 'ui', 'feature', 'edge', 'routes'],
  },
];

/**
 * Finds what breaks the order, and circles.
 * @param {Map<string, string>} sources text by path, such as `src/ui/icon.tsx`; tests left out
 * @returns {string[]} one line for each
 */
export function findDisorder(sources) {
  const imports = new Map([...sources].map(([path, text]) => [path, importsOf(path, text)]));
  return [...findTrespasses(imports), ...findCircles(imports)];
}

function importsOf(path, text) {
  const statements = text.matchAll(
    /^(import|export)( type)?\b[^;'"]*?from '(\.[^']+)'|\bimport\(?\s?'(\.[^']+)'/gm,
  );
  return [...statements].map(([, , type, from, bare]) => ({
    to: posix.join(posix.dirname(path), from ?? bare),
    isType: Boolean(type),
  }));
}

function findTrespasses(imports) {
  return [...imports].flatMap(([from, targets]) => {
    const layer = layerOf(from);
    if (!layer) return [`${from} is in no layer of test/import-order.mjs`];
    return targets
      .filter(({ to }) => imports.has(to))
      .filter(({ to, isType }) => !mayKnow(layer, layerOf(to)?.name, isType) && !isOwnRoutes(from, to))
      .map(({ to }) => `${from} imports ${to}: ${layer.name} may not know ${layerOf(to)?.name}`);
  });
}

function layerOf(path) {
  return layers.find(({ files }) => files.test(path));
}

function mayKnow(layer, other, isType) {
  if (layer.name === other && other !== 'routes') return true;
  return layer.knows.includes(other) || (isType && (layer.types ?? []).includes(other));
}

function isOwnRoutes(from, to) {
  return layerOf(from)?.name === 'routes' && dirname(from) === dirname(to);
}

function findCircles(imports) {
  const done = new Set();
  const circles = [];
  const visit = (path, trail) => {
    if (trail.includes(path))
      circles.push(`circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
    if (done.has(path) || trail.includes(path)) return;
    for (const { to } of imports.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return circles;
}

function readSources() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const paths = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !/\.test\.tsx?$|-for-tests\.ts$/.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const disorder = findDisorder(readSources());
  for (const line of disorder) console.log(line);
  process.exitCode = disorder.length === 0 ? 0 : 1;
}
