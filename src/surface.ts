import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { contract, router } from './app.ts';
import { basePath, fhirRoutes, sendFailure } from './interfaces/fhir/routes.ts';
import { calendarRoutes } from './interfaces/ical/routes.ts';
import { invitationRoutes } from './modules/access/index.ts';
import { dayPageRoutes } from './day/serve.ts';
import { dayRoutes } from './modules/missions/index.ts';
import type { SignIn } from './platform/auth/auth.ts';
import { authRoutes } from './platform/auth/routes.ts';
import { auditHeadRoutes } from './platform/audit/routes.ts';
import type { Database } from './platform/database.ts';
import { type FetchPage, openFetch } from './platform/fetch/fetch.server.ts';
import type { Vault } from './platform/crypto/vault.ts';
import type { Files } from './platform/files/files.ts';
import { saidBy } from './platform/installation/said.ts';
import { type Host, unknownHost } from './platform/installation/host.ts';
import { type ReportOptions, reportRoutes } from './platform/outbox/reports.ts';
import { apiRoutes, type Clock } from './platform/http/api.ts';
import { healthRoutes } from './platform/http/health.ts';
import type { Limits } from './platform/http/limits.ts';
import type { OriginOf } from './platform/http/origin.ts';
import type { TextOf } from './platform/http/problems.ts';
import { referenceRoutes } from './platform/http/reference.ts';
import { buildHttp } from './platform/http/server.ts';
import { problemTitle } from './platform/i18n/catalogues.server.ts';
import type { Logger } from './platform/log.ts';
import { type Metrics, openMetrics } from './platform/metrics.ts';
import type { Roots } from './platform/signature/roots.server.ts';
import { bookingSiteRoutes } from './public/booking/routes.ts';
import { caseSiteRoutes } from './public/case/routes.ts';
import { type PublicSite, publicRoutes } from './public/routes.ts';
import type { DemoSignIn } from './web/demo.ts';
import { staffRoutes } from './web/serve.ts';

/** All that the application needs from outside. */
export type Outside = {
  /** As `yntymaq_app`. */
  db: Database;
  /** As `yntymaq_public`. */
  publicDb: Database;
  signIn: SignIn;
  files: Files;
  vault: Vault;
  clock: Clock;
  originOf: OriginOf;
  maxUpload: number;
  /** For tests, which fake the outside world; otherwise the open internet. */
  fetchPage?: FetchPage | undefined;
  isProduction: boolean;
  log: Logger;
  /** The proxies in front, and how often one may ask: none, unless told. */
  proxies?: readonly string[] | undefined;
  limits?: (() => Limits) | undefined;
  /** The public site's pages and how old its figures may be, for tests. */
  site?: Pick<PublicSite, 'pages' | 'figures'> | undefined;
  /** The machine and the program; nothing is known of them, unless told. */
  host?: Host | undefined;
  signatureRoots?: Roots | undefined;
  /** Whether systems that are told of changes may be in a private network; not, unless told. */
  isOutgoingNear?: boolean | undefined;
  /** Who hears what a gateway of SMS says of deliveries; nobody, unless told. */
  reports?: Omit<ReportOptions, 'now'> | undefined;
  /** Shown on the sign-in page; none where there is no demonstration. */
  signIns?: (() => readonly DemoSignIn[]) | undefined;
};

/** The title of a problem in the reader's language; a test sees to it that every problem has one. */
export const textOf: TextOf = (key, locale) => problemTitle(locale, key);

/** Who says what went wrong in words of its own. */
const senders = [{ under: `${basePath}/`, send: sendFailure }];

const served = (name: string): string => join(import.meta.dirname, '..', 'dist', name);

/** Applications and pages that a browser opens. */
const pagesOf = ({ db, publicDb, files, vault, clock, originOf, site, signIns = () => [] }: Outside) => [
  dayRoutes({ db, vault, files, now: clock.now, newId: clock.newId }),
  dayPageRoutes({ folder: served('day') }),
  staffRoutes({ folder: served('client'), signIns, said: saidBy(db, clock.now) }),
  bookingSiteRoutes({ ...site, db, publicDb, vault, clock, originOf }),
  caseSiteRoutes({ ...site, db, vault, clock, originOf }),
  publicRoutes({ ...site, publicDb, clock, originOf }),
];

/** What other programs ask, and how everybody comes in. */
function interfacesOf(outside: Outside, metrics: Metrics) {
  const { db, publicDb, signIn, files, vault, clock, originOf, maxUpload, signatureRoots, reports } = outside;
  const { host = unknownHost, fetchPage = openFetch() } = outside;
  const shared = { db, files, vault, clock, originOf, maxUpload, fetchPage, host, signatureRoots };
  return [
    healthRoutes({ db, metrics, vault, host, now: clock.now }),
    auditHeadRoutes({ publicDb }),
    authRoutes(signIn, originOf),
    referenceRoutes({ contract, title: 'Yntymaq', version: '0.1.0' }),
    apiRoutes({ ...shared, router }),
    invitationRoutes({ db, auth: signIn.auth }),
    ...(reports ? [reportRoutes({ ...reports, now: clock.now })] : []),
    calendarRoutes({ db, originOf }),
    fhirRoutes({ ...shared, isNear: outside.isOutgoingNear }),
  ];
}

/** Puts the parts together behind HTTP. */
export function buildSurface(outside: Outside): Promise<FastifyInstance> {
  const { log, isProduction, originOf, proxies, limits } = outside;
  const metrics = openMetrics();
  const plugins = [...interfacesOf(outside, metrics), ...pagesOf(outside)];
  return buildHttp({ log, metrics, textOf, plugins, isProduction, originOf, proxies, limits, senders });
}
