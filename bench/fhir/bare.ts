import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

/** The same bytes without anything of ours: a bare Fastify, one prepared statement each. */

function writes(app: FastifyInstance, pool: pg.Pool): void {
  app.post('/bare', async (request, reply) => {
    const values = [uuidv7(), JSON.stringify(request.body)];
    await pool.query({ name: 'in', text: 'insert into bare (id, body) values ($1, $2)', values });
    return reply.code(201).send(request.body);
  });
  app.post('/bare/many', async (request) => {
    const { entry } = request.body as { entry: { resource: object }[] };
    const text = 'insert into bare (id, body) select * from unnest($1::uuid[], $2::jsonb[])';
    const values = [entry.map(() => uuidv7()), entry.map(({ resource }) => JSON.stringify(resource))];
    await pool.query({ name: 'many', text, values });
    return request.body;
  });
}

const byIdentifier = `select body from bare where body->>'resourceType' = 'Patient' and body->'identifier'->0->>'value' = $1 limit 50`;
const byOwner = `select body from bare where body->'owner'->>'reference' = $1 and body->>'status' = $2 order by id limit 50`;

function reads(app: FastifyInstance, pool: pg.Pool): void {
  app.get<{ Params: { id: string } }>('/bare/:id', async ({ params }) => {
    const { rows } = await pool.query({
      name: 'one',
      text: 'select body from bare where id = $1',
      values: [params.id],
    });
    return (rows as { body: object }[])[0]?.body;
  });
  app.get<{ Querystring: { v: string } }>('/bare/patient', async ({ query }) => {
    const { rows } = await pool.query({ name: 'identifier', text: byIdentifier, values: [query.v] });
    return { entry: rows as unknown[] };
  });
  app.get<{ Querystring: { o: string; s: string } }>('/bare/task', async ({ query }) => {
    const { rows } = await pool.query({ name: 'task', text: byOwner, values: [query.o, query.s] });
    return { entry: rows as unknown[] };
  });
}

export async function bare(url: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  const app = Fastify();
  app.addContentTypeParser('application/fhir+json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, JSON.parse(body as string)),
  );
  writes(app, pool);
  reads(app, pool);
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const stop = async () => {
    await app.close();
    await pool.end();
  };
  return { origin, stop };
}
