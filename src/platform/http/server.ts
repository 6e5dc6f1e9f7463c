import Fastify, { LogController, type FastifyInstance, type FastifyPluginAsync, type FastifyRequest } from 'fastify';
import { currentCost, withCost } from '../measured.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { problemSender, type TextOf } from './problems.ts';

type Surface = {
  log: Logger;
  metrics: Metrics;
  textOf: TextOf;
  plugins: readonly FastifyPluginAsync[];
  isProduction: boolean;
};

/** No page of ours runs or loads anything from elsewhere, and none may be framed. A bar's length is a style attribute. */
const safety = {
  'content-security-policy':
    "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

/** The whole HTTP surface: what every answer has in common, and the parts that answer. */
export async function buildHttp({ log, metrics, textOf, plugins, isProduction }: Surface): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    trustProxy: isProduction ? 'loopback, linklocal, uniquelocal' : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  }) as unknown as FastifyInstance;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(isProduction ? { ...safety, 'strict-transport-security': 'max-age=31536000' } : safety);
    withCost({ queries: 0 }, done);
  });
  app.addHook('onSend', async (_request, reply) => {
    const cost = currentCost();
    if (cost)
      reply.header('server-timing', `total;dur=${reply.elapsedTime.toFixed(1)}, queries;desc="${cost.queries}"`);
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) };
    metrics.seconds.observe(labels, reply.elapsedTime / 1000);
    metrics.queries.inc(labels, currentCost()?.queries ?? 0);
    const line = { req: request, res: reply, ms: Math.round(reply.elapsedTime), queries: currentCost()?.queries };
    request.log.debug(line, 'answered');
  });
  const sendProblem = problemSender(textOf);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => sendProblem({ code: 'not-found', status: 404 }, request, reply));
  for (const plugin of plugins) await app.register(plugin);
  return app;
}
