/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { convertedColumns } from './columns.server.ts';
export { convertAll } from './convert.server.ts';
export { ratesRoutes } from './routes.ts';
