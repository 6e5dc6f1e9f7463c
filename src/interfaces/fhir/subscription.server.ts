import type { Bound } from './bound.server.ts';

export const subscription: Bound = {};
