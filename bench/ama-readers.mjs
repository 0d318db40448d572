import { connect } from 'node:net';

// Reads an event stream with thousands of connections, from many addresses of this machine. Is told by messages:
// { add } connects so many more, { forget } begins to measure anew, { report, commits } answers with the figures.
const { port, path } = JSON.parse(process.argv[2] ?? '{}');

/** So many share an address, which the server limits. */
const perAddress = 100;
const room = 6_000_000;

/** Of each arrival: the oldest event in it, and when it came. */
const oldest = new Int32Array(room);
const cameAt = new Float64Array(room);
let arrivals = 0;
let breaks = 0;
let doubled = 0;
const readers = [];
// One is enough: what is in it is read before the next one reads.
const buffer = Buffer.alloc(256 * 1024);
const begins = Buffer.from('\nid: ');

function open(reader, onOpen) {
  const socket = connect({
    port,
    host: '127.0.0.1',
    localAddress: reader.address,
    noDelay: true,
    onread: {
      buffer,
      callback: (length) => {
        onOpen?.();
        onOpen = null;
        take(reader, length);
        return true;
      },
    },
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    breaks += 1;
    setTimeout(() => open(reader, null), 500 + Math.random() * 500);
  });
  reader.rest = null;
  const resumed = reader.last < 0 ? '' : `last-event-id: ${reader.last}\r\n`;
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${resumed}\r\n`);
}

function take(reader, length) {
  let bytes = buffer.subarray(0, length);
  if (reader.rest) bytes = Buffer.concat([reader.rest, bytes]);
  reader.rest = null;
  const before = reader.last;
  let from = 0;
  for (;;) {
    const at = bytes.indexOf(begins, from);
    if (at < 0) break;
    const end = bytes.indexOf(10, at + begins.length);
    if (end < 0) {
      from = at;
      break;
    }
    const number = Number(bytes.latin1Slice(at + begins.length, end));
    if (number <= reader.last) doubled += 1;
    reader.seen += 1;
    reader.hash = (Math.imul(reader.hash, 31) + number) | 0;
    reader.last = number;
    from = end;
  }
  // A number may have been cut in two.
  if (bytes.indexOf(begins, from) >= 0) reader.rest = Buffer.from(bytes.subarray(from));
  else if (length > 0) reader.rest = Buffer.from(bytes.subarray(Math.max(from, bytes.length - 4)));
  if (reader.last === before || arrivals === room) return;
  oldest[arrivals] = before + 1;
  cameAt[arrivals] = performance.timeOrigin + performance.now();
  arrivals += 1;
}

async function add(count, after) {
  const first = readers.length;
  for (let number = first; number < first + count; number += 1) {
    const place = Math.floor(number / perAddress) + 1;
    readers.push({
      address: `127.1.${place >> 8}.${place & 255}`,
      last: after,
      seen: 0,
      hash: 0,
      rest: null,
    });
  }
  // A few at a time: how many can come at once is another question.
  for (let begun = first; begun < readers.length; begun += 100) {
    const some = readers.slice(begun, begun + 100);
    await Promise.all(some.map((reader) => new Promise((resolve) => open(reader, resolve))));
  }
}

function report(commits) {
  const late = [];
  for (let number = 0; number < arrivals; number += 1) {
    const at = commits[oldest[number]];
    if (at !== undefined) late.push(cameAt[number] - at);
  }
  const sorted = Float64Array.from(late).sort();
  const of = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  // Who was cut off is sent less of what has changed twice meanwhile, and so counts by its end alone.
  const counts = new Map();
  for (const { hash } of readers) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const [usual] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  const newest = Math.max(...readers.map(({ last }) => last));
  return {
    arrivals: sorted.length,
    p50: of(0.5),
    p99: of(0.99),
    most: of(1),
    breaks,
    doubled,
    lost: readers.filter(({ last }) => last !== newest).length,
    otherwise: readers.filter(({ hash }) => hash !== usual).length,
    newest,
    frames: readers[0]?.seen ?? 0,
  };
}

function forget() {
  arrivals = 0;
  breaks = 0;
  doubled = 0;
  for (const reader of readers) Object.assign(reader, { seen: 0, hash: 0 });
}

process.on('message', async (message) => {
  if ('add' in message) {
    await add(message.add, message.after);
    process.send({ added: readers.length });
  } else if ('forget' in message) {
    forget();
    process.send({ forgotten: true });
  } else if ('report' in message) process.send(report(message.commits));
});
process.on('disconnect', () => process.exit(0));
