import { useEffect, useState } from 'react';

/** A new version of the application that waits until somebody lets it in. */
export type Update = { isReady: boolean; take: () => void };

const worker = (): ServiceWorkerContainer | undefined =>
  'serviceWorker' in navigator ? navigator.serviceWorker : undefined;

/** Tells when the one that is being installed waits beside one that works. */
function watch(registration: ServiceWorkerRegistration, found: (waiting: ServiceWorker) => void): void {
  const look = () => {
    if (registration.waiting && worker()?.controller) found(registration.waiting);
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
}

/**
 * Puts the application onto the device, and says when a newer one is there. It comes only when somebody says so; what they have typed
 * is on the disk by then, with every key.
 */
export function useUpdate(): Update {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    void worker()
      ?.register('/day/sw.js', { scope: '/day', updateViaCache: 'none' })
      .then(
        (registration) => watch(registration, setWaiting),
        () => undefined,
      );
  }, []);
  const take = () => {
    worker()?.addEventListener('controllerchange', () => location.reload(), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    waiting?.postMessage('take-over');
  };
  return { isReady: waiting !== null, take };
}
