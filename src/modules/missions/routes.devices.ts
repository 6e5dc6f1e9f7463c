export const devicesRoutes = {};
