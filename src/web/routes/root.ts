import { createRootRoute, createRoute, type RouteComponent } from '@tanstack/react-router';
import { Shell } from '../Shell.tsx';

export const root = createRootRoute({ component: Shell });

/** A page at an address below /app: a file of its own that is fetched when somebody goes there. */
export const at = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });
