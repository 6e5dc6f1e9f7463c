export const bookingRoutes = {};
