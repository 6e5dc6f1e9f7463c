export const reportRoutes = {};
