import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus may know about this process: times and counts by route, never whose. */
export function openMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labels = { labelNames: ['method', 'route', 'status'] as const, registers: [registry] };
  const seconds = new Histogram({
    ...labels,
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  const queries = new Counter({
    ...labels,
    name: 'http_request_queries_total',
    help: 'Statements sent to the database on behalf of requests',
  });
  return { registry, seconds, queries };
}
export type Metrics = ReturnType<typeof openMetrics>;
