import { implement } from '@orpc/server';
import { partnershipNamed } from '../directory/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { nameIn } from '../../platform/i18n/localised.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { inPages } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import {
  attachDocument,
  changeInstrument,
  linkCommitment,
  publishInstrument,
  retractInstrument,
  setArticles,
  setGround,
} from './changes.server.ts';
import { instrumentsContract } from './contract.ts';
import { enterInstrumentClaim, recordInstrument, undoInstrumentEntry } from './entry.server.ts';
import { countByState, type Filter, type Listed, listInstruments } from './list.sql.ts';
import { cursorOf, orderOf, positionOf } from './list.ts';
import { named, readInstrument, readVersion, rowsShown } from './read.server.ts';
import { correctStep, recordStep } from './steps.server.ts';
import { instrumentColumns, type TableRow } from './table.server.ts';
import { instrumentsWaiting } from './today.server.ts';
import { addVersion, share } from './versions.server.ts';

const api = implement(instrumentsContract).$context<Served>();

const usualLimit = 25;
const rowsAtOnce = 500;
/** A partnership that one may not see has no instruments. */
const nowhere: Filter = { partnership: '00000000-0000-0000-0000-000000000000' };

type Asked = Omit<Filter, 'partnership'> & { partnership?: string | undefined; sort?: string | undefined };
async function filterOf({ tx }: Served, { partnership: slug, sort: _sort, ...asked }: Asked): Promise<Filter> {
  if (!slug) return asked;
  const partnership = await partnershipNamed(tx, slug);
  return partnership ? { ...asked, partnership: partnership.id } : nowhere;
}

const keyOf = ({ sort_key: key, id }: Listed) => ({ key, id });

/** Every row of the list, so many at a time, with what its parties are called. */
function tableRows(
  context: Served,
  { filter, sort, locale }: { filter: Filter; sort: string | undefined; locale: typeof defaultLocale | 'ru' | 'en' },
) {
  const order = orderOf(sort);
  return inPages<TableRow, { key: string; id: string }>(async (after) => {
    const found = await listInstruments(context.tx, filter, { order, after, limit: rowsAtOnce });
    const rows = await rowsShown(context.tx, found);
    const organisations = await named(
      context.tx,
      rows.flatMap(({ parties }) => parties),
    );
    const names = new Map(organisations.map((each) => [each.id, nameIn(locale, each.names)]));
    const last = found.at(-1);
    return {
      rows: rows.map((row) => ({ ...row, partyNames: row.parties.map((id) => names.get(id) ?? id) })),
      next: last && found.length === rowsAtOnce ? keyOf(last) : null,
    };
  });
}

const reading = {
  instruments: api.instruments.handler(async ({ input, context, errors }) => {
    const { cursor, limit = usualLimit, sort, ...asked } = input;
    const order = orderOf(sort);
    const after = cursor === undefined ? null : positionOf(order, cursor);
    if (cursor !== undefined && !after) throw errors['cursor-invalid']();
    const found = await listInstruments(context.tx, await filterOf(context, asked), { order, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const items = await rowsShown(context.tx, page);
    const organisations = await named(
      context.tx,
      items.flatMap(({ parties }) => parties),
    );
    const last = page.at(-1);
    return { items, organisations, next: last && found.length > limit ? cursorOf(order, keyOf(last)) : null };
  }),

  instrumentCounts: api.instrumentCounts.handler(async ({ input, context }) =>
    countByState(context.tx, await filterOf(context, input)),
  ),

  instrumentsFile: api.instrumentsFile.handler(async ({ input, context }) => {
    const { format, locale = defaultLocale, sort, ...asked } = input;
    const t = translatorFor(locale);
    const filter = await filterOf(context, asked);
    return tableFile({
      format,
      name: `instruments-${context.today}`,
      title: t('instruments.column.sheet'),
      columns: instrumentColumns({ t, locale }),
      pages: tableRows(context, { filter, sort, locale }),
    });
  }),

  instrumentsWaiting: api.instrumentsWaiting.handler(({ context }) => instrumentsWaiting(context)),

  instrument: api.instrument.handler(async ({ input, context, errors }) => {
    const found = await readInstrument(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),

  version: api.version.handler(async ({ input, context, errors }) => {
    const found = await readVersion(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
};

const entering = {
  recordInstrument: api.recordInstrument.handler(async ({ input, context, errors }) => {
    const partnership = await partnershipNamed(context.tx, input.partnership);
    if (!partnership) throw errors['not-found']();
    const made = await recordInstrument(context, input, partnership);
    if (!('refused' in made)) return made;
    const { refused } = made;
    throw errors[refused === 'step-needed' ? 'step-undated' : refused]();
  }),

  enterInstrumentClaim: api.enterInstrumentClaim.handler(async ({ input, context, errors }) => {
    const entered = await enterInstrumentClaim(context, input);
    if (!('refused' in entered)) return entered;
    const { refused } = entered;
    throw errors[refused === 'step-needed' ? 'step-undated' : refused]();
  }),

  undoInstrumentEntry: api.undoInstrumentEntry.handler(async ({ input, context, errors }) => {
    const undone = await undoInstrumentEntry(context, input);
    if ('refused' in undone) throw errors[undone.refused]();
    return undone;
  }),
};

const changes = {
  changeInstrument: api.changeInstrument.handler(async ({ input, context, errors }) => {
    const result = await changeInstrument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  recordStep: api.recordStep.handler(async ({ input, context, errors }) => {
    const result = await recordStep(context, input);
    if (!('refused' in result)) return result;
    throw errors[result.refused === 'step-needed' ? 'step-undated' : result.refused]();
  }),

  correctStep: api.correctStep.handler(async ({ input, context, errors }) => {
    const result = await correctStep(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  setArticles: api.setArticles.handler(async ({ input, context, errors }) => {
    const result = await setArticles(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  setDocument: api.setDocument.handler(async ({ input, context, errors }) => {
    const result = await attachDocument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  setGround: api.setGround.handler(async ({ input, context, errors }) => {
    const result = await setGround(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  linkCommitment: api.linkCommitment.handler(async ({ input, context, errors }) => {
    const result = await linkCommitment(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  publishInstrument: api.publishInstrument.handler(async ({ input, context, errors }) => {
    const result = await publishInstrument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  retractInstrument: api.retractInstrument.handler(async ({ input, context, errors }) => {
    const result = await retractInstrument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

const versions = {
  addVersion: api.addVersion.handler(async ({ input, context, errors }) => {
    const result = await addVersion(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  shareVersion: api.shareVersion.handler(async ({ input, context, errors }) => {
    const result = await share(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

export const instrumentsRoutes = api.router({ ...reading, ...entering, ...changes, ...versions });
