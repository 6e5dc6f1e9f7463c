/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { exchangeReferrals } from './deliver.server.ts';
export { linkReferral, quotaCalled } from './exchange.sql.ts';
export { systems as exchangeSystems, type SentDocument, type SentPart, type Told } from './told.server.ts';
export { sendOn } from './queue.server.ts';
export { exchangeRoutes } from './routes.ts';
