import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import type { PrecacheEntry } from 'workbox-precaching/_types.js';

/** Keeps the whole application on the device, so that it opens with no network. It keeps nothing of anybody's data. */
type Worker = {
  __WB_MANIFEST: PrecacheEntry[];
  skipWaiting: () => Promise<void>;
  addEventListener: (kind: 'message', listener: (event: MessageEvent<unknown>) => void) => void;
};
declare const self: Worker;

// oxlint-disable-next-line no-underscore-dangle -- the name that Workbox gives it
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/day/index.html'), { denylist: [/^\/day\/sync\//] }));

// A new version waits until somebody at the device says that it may come: it never takes a page away from under a hand.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting();
});
