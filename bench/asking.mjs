import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

// Asks questions through the API, so many at once, for so long; prints what that took as JSON.
const { origin, token, file, atOnce, seconds } = JSON.parse(process.argv[2] ?? '{}');
const questions = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"type": "question"') || line.includes('"type":"question"'))
  .map((line) => JSON.parse(line))
  .filter(
    ({ title, body }) => title.length >= 8 && title.length <= 200 && body.length > 0 && body.length < 30_000,
  );
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const times = [];
let next = 0;

function ask() {
  const { title, body, topics } = questions[next++ % questions.length];
  const bytes = Buffer.from(JSON.stringify({ title, body, topics, byline: 'role' }));
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': bytes.length,
  };
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const sent = request(`${origin}/api/v1/questions`, { method: 'POST', agent, headers }, (response) => {
      let said = '';
      response.setEncoding('utf8').on('data', (text) => (said += text));
      response.on('end', () => {
        if (response.statusCode !== 201) return reject(new Error(`${response.statusCode}: ${said}`));
        times.push(performance.now() - begun);
        resolve();
      });
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}

const until = performance.now() + seconds * 1000;
const begun = performance.now();
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (performance.now() < until) await ask();
  }),
);
const sorted = times.toSorted((a, b) => a - b);
const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
console.log(
  JSON.stringify({
    perSecond: times.length / ((performance.now() - begun) / 1000),
    p50: at(0.5),
    p99: at(0.99),
  }),
);
agent.destroy();
