import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Handler } from 'hono';

export type Assets = {
  /** The served address of a plain name: `app.css` gives `/assets/app.1A2B3C4D.css`. Throws on an unknown name. */
  assetUrl: (name: string) => string;
  /** For `GET /assets/:file`. */
  serve: Handler;
};

type Coding = 'br' | 'gzip' | 'identity';

type Asset = { headers: Record<string, string>; bytes: Map<Coding, Buffer<ArrayBuffer>> };

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};

const endings: Record<Coding, string> = { br: '.br', gzip: '.gz', identity: '' };

/** Reads what build/assets.mjs made, all of it, into memory. Throws where it has not been built. */
export async function loadAssets(directory: string): Promise<Assets> {
  const manifest = new Map<string, string>(
    Object.entries(JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))),
  );
  const present = new Set(await readdir(directory));
  const assets = new Map<string, Asset>();
  for (const file of manifest.values()) assets.set(file, await readAsset(directory, file, present));
  return {
    assetUrl: (name) => {
      const file = manifest.get(name);
      if (!file) throw new Error(`There is no built asset named ${name}.`);
      return `/assets/${file}`;
    },
    serve: (context) => {
      const asset = assets.get(context.req.param('file') ?? '');
      if (!asset) return context.body('Not found', 404, { 'Content-Type': 'text/plain; charset=utf-8' });
      return respond(asset, context.req.header('Accept-Encoding') ?? '');
    },
  };
}

async function readAsset(directory: string, file: string, present: Set<string>): Promise<Asset> {
  const bytes: Asset['bytes'] = new Map();
  for (const coding of ['br', 'gzip', 'identity'] as const) {
    const path = file + endings[coding];
    if (present.has(path)) bytes.set(coding, Buffer.from(await readFile(join(directory, path))));
  }
  const headers = {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  };
  return { headers, bytes };
}

function respond(asset: Asset, accepted: string): Response {
  const coding = chooseCoding(asset, accepted);
  const body = asset.bytes.get(coding);
  return new Response(body ?? null, {
    headers: {
      ...asset.headers,
      ...(coding !== 'identity' && { 'Content-Encoding': coding }),
      'Content-Length': String(body?.length ?? 0),
    },
  });
}

/** The smallest that is accepted: brotli before gzip. `q=0` refuses a coding. */
function chooseCoding({ bytes }: Asset, accepted: string): Coding {
  const refused = /;\s*q=0(\.0*)?$/;
  const wanted = accepted
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !refused.test(part))
    .map((part) => part.split(';')[0]?.trim());
  for (const coding of ['br', 'gzip'] as const) {
    if (wanted.includes(coding) && bytes.has(coding)) return coding;
  }
  return 'identity';
}
