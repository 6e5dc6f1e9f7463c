import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import fastifyStatic from '@fastify/static';
import type { ContractRouter } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance } from 'fastify';
import type { Needs } from '../endpoint.ts';

const viewerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Yntymaq API</title><link rel="stylesheet" href="/api/docs/files/swagger-ui.css"></head>
<body><div id="viewer"></div><script src="/api/docs/files/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#viewer', validatorUrl: null });`;

type Reference = { contract: ContractRouter<Needs>; title: string; version: string };

/** Describes the API as OpenAPI 3.1, and shows it in a viewer that this server brings itself. */
export const referenceRoutes =
  ({ contract, title, version }: Reference) =>
  async (app: FastifyInstance): Promise<void> => {
    const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
    let description: Promise<unknown> | undefined;
    app.get('/api/openapi.json', async (_request, reply) => {
      description ??= generator.generate(contract, { info: { title, version }, servers: [{ url: '/api' }] });
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(await description));
    });
    app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
    app.get('/api/docs/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
    await app.register(fastifyStatic, {
      root: viewerFolder,
      prefix: '/api/docs/files/',
      decorateReply: false,
      index: false,
    });
  };
