/**
 * The only door to this module. Pages and the browser use contract.ts, schemas.ts, instrument.ts, compare.ts and ui/
 * directly.
 */
export { instrumentsRoutes } from './routes.ts';
export { versionToSign } from './signing.server.ts';
export { instrumentsWaiting } from './today.server.ts';
