import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { locales } from '../../platform/i18n/locales.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Database } from '../../platform/database.ts';
import { send } from '../answer.ts';
import { type DatasetName, datasetNames } from './columns.ts';
import { type Export, type ExportForm, exportForms, exportTypes, openExports } from './exports.ts';
import { dataPackage, dcatCatalogue, type Said } from './metadata.ts';

type Site = {
  publicDb: Database;
  clock: { today: () => string };
  originOf: (request: FastifyRequest) => string;
  /** For how long a file is as good as new; milliseconds. */
  fresh: number;
};
type Missing = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** The keys of these texts are known here alone, so the catalogues' check cannot see them by name. */
const said: Said = (key) =>
  Object.fromEntries(locales.map((locale) => [locale, translatorFor(locale)(key as 'public.data.title')]));

const partsOf = (file: string): { name: DatasetName; form: ExportForm } | undefined => {
  const [, base, ending] = /^([a-z]+)\.([a-z]+)$/.exec(file) ?? [];
  const name = datasetNames.find((it) => it === base);
  const form = exportForms.find((it) => it === ending);
  return name && form && { name, form };
};

function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  file: { made: Export; name: string; form: ExportForm },
) {
  const { made, name, form } = file;
  const tag = `"${made.tag}"`;
  reply.headers({
    'cache-control': 'public, max-age=300, stale-while-revalidate=3600',
    etag: tag,
    'access-control-allow-origin': '*',
    link: '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
  });
  if ((request.headers['if-none-match'] ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === tag))
    return reply.code(304).send();
  return reply
    .headers({
      'content-type': exportTypes[form],
      'content-length': String(made.size),
      'content-disposition': `attachment; filename="yntymaq-${name}.${form}"`,
    })
    .send(made.read());
}

/** The files of the open data and what describes them, the same in every language. */
export function openDataRoutes(app: FastifyInstance, site: Site, missing: Missing): void {
  const exportOf = openExports({ publicDb: site.publicDb, fresh: site.fresh, now: () => performance.now() });
  const file = (isDemo: boolean) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { file: asked = '' } = request.params as { file?: string };
    const parts = partsOf(asked);
    if (!parts) return missing(request, reply);
    const made = await exportOf({ ...parts, isDemo, today: site.clock.today() });
    return sendExport(request, reply, {
      made,
      form: parts.form,
      name: isDemo ? `${parts.name}-demonstration` : parts.name,
    });
  };
  const described = (describe: typeof dcatCatalogue, type: 'application/ld+json' | 'application/json') => {
    const headers = { 'access-control-allow-origin': '*' };
    return (request: FastifyRequest, reply: FastifyReply) => {
      const value = describe({ origin: site.originOf(request), today: site.clock.today(), said });
      return send(request, reply, { body: `${JSON.stringify(value, null, 1)}\n`, type, headers });
    };
  };
  app.get('/data.jsonld', described(dcatCatalogue, 'application/ld+json'));
  app.get('/data/datapackage.json', described(dataPackage, 'application/json'));
  app.get('/data/demonstration/:file', file(true));
  app.get('/data/:file', file(false));
}
