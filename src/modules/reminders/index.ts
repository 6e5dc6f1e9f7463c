/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { mailDigests, weeklyDigest } from './jobs.ts';
export { remindersRoutes } from './routes.ts';
