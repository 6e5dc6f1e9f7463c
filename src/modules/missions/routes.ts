import { bookingRoutes } from './routes.booking.ts';
import { devicesRoutes } from './routes.devices.ts';
import { planRoutes } from './routes.plan.ts';
import { reportRoutes } from './routes.report.ts';

export const missionsRoutes = { ...planRoutes, ...bookingRoutes, ...devicesRoutes, ...reportRoutes };
