import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { currentCost, withCost } from '../measured.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type Failure, problem } from '../problem.ts';
import { safetyHeaders } from './headers.ts';
import { type Limits, limitRequests } from './limits.ts';
import { isForeign, mayChange, type OriginOf } from './origin.ts';
import { problemSender, type TextOf } from './problems.ts';

type Surface = {
  log: Logger;
  metrics: Metrics;
  textOf: TextOf;
  plugins: readonly FastifyPluginAsync[];
  isProduction: boolean;
  originOf: OriginOf;
  /** Whose word on where a request came from is taken; nobody's, unless told. */
  proxies?: readonly string[] | undefined;
  /** None, unless told. */
  limits?: (() => Limits) | undefined;
  /** Who ends a request under an address whose errors have a form of their own, where no plugin of it was reached. */
  senders?: readonly { under: string; send: Sender }[] | undefined;
};
type Sender = (failure: Failure, request: FastifyRequest, reply: FastifyReply) => unknown;

const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

/** How long a request may take to arrive, head and all; a head is at most 16 kB (Node's own limit). */
const patience = { requestTimeout: 120_000, connectionTimeout: 0, keepAliveTimeout: 72_000 };

/** The whole HTTP surface: what every answer has in common, and the parts that answer. */
export async function buildHttp(surface: Surface): Promise<FastifyInstance> {
  const { log, textOf, plugins, isProduction, originOf, proxies = [], limits, senders = [] } = surface;
  const headers = safetyHeaders(isProduction);
  const sendProblem = problemSender(textOf);
  const app: FastifyInstance = Fastify({
    ...patience,
    // What is no address at all comes to no hook.
    frameworkErrors: (error, request, reply) => {
      const send = senders.find(({ under }) => request.url.startsWith(under))?.send ?? sendProblem;
      void send(error, request, reply.headers(headers));
    },
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  }) as unknown as FastifyInstance;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    withCost({ queries: 0 }, done);
  });
  if (limits) await limitRequests(app, limits);
  app.addHook('onRequest', async (request) => {
    if (mayChange(request) && isForeign(request, originOf)) throw problem('bad-origin');
  });
  measured(app, surface);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => sendProblem({ code: 'not-found', status: 404 }, request, reply));
  for (const plugin of plugins) await app.register(plugin);
  return app;
}

/** What an answer cost: told to whoever develops, counted for whoever operates. Strangers could learn from it what exists. */
function measured(app: FastifyInstance, { isProduction, metrics }: Surface): void {
  app.addHook('onSend', async (_request, reply) => {
    const cost = currentCost();
    if (cost && !isProduction)
      reply.header('server-timing', `total;dur=${reply.elapsedTime.toFixed(1)}, queries;desc="${cost.queries}"`);
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) };
    metrics.seconds.observe(labels, reply.elapsedTime / 1000);
    metrics.queries.inc(labels, currentCost()?.queries ?? 0);
    // The route, not the address that was asked for: somebody may have written a name into it.
    request.log.debug({ ...labels, ms: Math.round(reply.elapsedTime), queries: currentCost()?.queries }, 'answered');
  });
}
