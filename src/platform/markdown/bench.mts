import { readFileSync } from 'node:fs';
import { renderMarkdown, plainText } from './markdown.ts';
const bodies = readFileSync('/work/shared/data/questions/career-questions.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((l) => JSON.parse(l))
  .filter((r) => r.type === 'question')
  .map((r) => r.body as string);
const size = bodies.reduce((n, b) => n + b.length, 0);
for (let round = 0; round < 3; round++) {
  let t = performance.now();
  let out = 0;
  const times: number[] = [];
  for (const b of bodies) {
    const s = performance.now();
    out += renderMarkdown(b).length;
    times.push(performance.now() - s);
  }
  const d = performance.now() - t;
  times.sort((a, b) => a - b);
  t = performance.now();
  for (const b of bodies) plainText(b, 160);
  const p = performance.now() - t;
  console.log({
    n: bodies.length,
    size,
    out,
    ms: d.toFixed(0),
    perKB: ((d / size) * 1000).toFixed(4),
    median: times[times.length >> 1]!.toFixed(3),
    p99: times[Math.floor(times.length * 0.99)]!.toFixed(3),
    max: times.at(-1)!.toFixed(2),
    plain: (p / bodies.length).toFixed(4),
  });
}
const near = bodies.filter((b) => b.length > 900 && b.length < 1100);
let t = performance.now();
for (let i = 0; i < 5; i++) for (const b of near) renderMarkdown(b);
console.log('1kB', near.length, ((performance.now() - t) / near.length / 5).toFixed(4));
