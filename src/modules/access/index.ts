/** The only door to this module. Pages and the browser use contract.ts and ui/ directly. */
export { invitationRoutes } from './invitation.routes.ts';
export { accessRoutes } from './routes.ts';
