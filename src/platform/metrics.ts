import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { PageCache } from './http/pages.ts';
import type { Live } from './live/live.ts';

/** What `/metrics` tells. Labels are route templates, methods and statuses: never an address, an id or an account. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #seconds = new Histogram({
    name: 'cairn_http_request_seconds',
    help: 'Time from request to response, without pages answered from memory',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.#registry],
  });
  readonly #jobs = new Counter({
    name: 'cairn_jobs_total',
    help: 'Jobs done, by name and result',
    labelNames: ['job', 'result'],
    registers: [this.#registry],
  });

  constructor(pages: PageCache, live: Live) {
    collectDefaultMetrics({ register: this.#registry });
    this.#watch('cairn_page_cache_bytes', 'Compressed pages held in memory', () => pages.size.bytes);
    this.#watch('cairn_page_cache_hits', 'Pages answered from memory since the start', () => pages.hits);
    this.#watch('cairn_live_readers', 'Event streams that are open', () => live.readers);
  }

  #watch(name: string, help: string, read: () => number): void {
    const collect = (): void => gauge.set(read());
    const gauge: Gauge = new Gauge({ name, help, collect, registers: [this.#registry] });
  }

  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void {
    this.#seconds.observe({ ...labels, status: String(labels.status) }, seconds);
  }

  countJob(job: string, result: 'done' | 'failed'): void {
    this.#jobs.inc({ job, result });
  }

  async text(): Promise<string> {
    return await this.#registry.metrics();
  }
}
