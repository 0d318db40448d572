import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sprite } from './ladder-command.ts';

/** Puts the tiles in the folder together into one picture, and removes them. Null where there is none. */
export async function joinTiles(folder: string, sprite: Sprite, name: string): Promise<Sprite | null> {
  const tiles = (await readdir(folder)).filter((file) => /^tile-\d+\.jpg$/.test(file)).toSorted();
  if (tiles.length === 0) return null;
  const { columns, tileWidth: width, tileHeight: height } = sprite;
  const { default: sharp } = await import('sharp');
  const rows = Math.ceil(tiles.length / columns);
  // As bytes: sharp opens no files here (features/profiles).
  const pictures = await Promise.all(tiles.map(async (file) => await readFile(join(folder, file))));
  await sharp({
    create: { width: columns * width, height: rows * height, channels: 3, background: 'black' },
  })
    .composite(
      pictures.map((input, index) => ({
        input,
        left: (index % columns) * width,
        top: Math.floor(index / columns) * height,
      })),
    )
    .jpeg({ quality: 70, mozjpeg: true })
    .toFile(join(folder, name));
  for (const file of tiles) await rm(join(folder, file));
  return { ...sprite, tiles: tiles.length };
}
