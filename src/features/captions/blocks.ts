export interface Line {
  /** Counted from 1, in the file. */
  number: number;
  text: string;
}

/** The lines of a file in the blocks that empty lines make. */
export function blocksOf(text: string): Line[][] {
  const blocks: Line[][] = [[]];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() !== '') blocks.at(-1)?.push({ number: index + 1, text: line });
    else if (blocks.at(-1)?.length !== 0) blocks.push([]);
  }
  return blocks.filter((block) => block.length > 0);
}
