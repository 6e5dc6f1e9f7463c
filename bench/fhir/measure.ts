import { Agent, request } from 'undici';

/** So many connections, each asking again as soon as it was answered. */

export type Measured = { perSecond: number; p50: number; p95: number; p99: number };
export type Call = { method: 'GET' | 'POST'; path: string; body?: string; headers?: Record<string, string> };
type Run = { origin: string; connections: number; seconds: number; headers?: Record<string, string> };

export async function measure(
  { origin, connections, seconds, headers = {} }: Run,
  call: (n: number) => Call,
): Promise<Measured> {
  const agent = new Agent({ connections, pipelining: 1 });
  const times: number[] = [];
  let n = 0;
  const began = performance.now();
  const warm = began + Math.min(2000, seconds * 300);
  const end = warm + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const { method, path, body, headers: own } = call(n++);
      const start = performance.now();
      const reply = await request(`${origin}${path}`, {
        dispatcher: agent,
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/fhir+json' }), ...own },
        ...(body !== undefined && { body }),
      });
      const answered = await reply.body.text();
      if (reply.statusCode >= 300) throw new Error(`${method} ${path}: ${reply.statusCode} ${answered.slice(0, 300)}`);
      if (start >= warm) times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  await agent.close();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
