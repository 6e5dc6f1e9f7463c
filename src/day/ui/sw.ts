import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import type { PrecacheEntry } from 'workbox-precaching/_types.js';

/** Keeps the whole application on the device, so that it opens with no network. It keeps nothing of anybody's data. */
type Worker = {
  __WB_MANIFEST: PrecacheEntry[];
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  addEventListener: {
    (kind: 'message', listener: (event: MessageEvent<unknown>) => void): void;
    (kind: 'activate', listener: (event: { waitUntil: (work: Promise<unknown>) => void }) => void): void;
  };
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

// The page that brought it here has the application from now on, too: on its first day it may never be opened again before the network is gone.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
