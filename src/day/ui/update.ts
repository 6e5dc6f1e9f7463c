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

/** A day is one page from morning to evening: it asks for a new version when somebody comes back to it with a network. */
function lookAgain(registration: ServiceWorkerRegistration, { signal }: AbortController): void {
  const look = () => {
    if (document.visibilityState === 'visible' && navigator.onLine) void registration.update().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('online', look, { signal });
}

/**
 * Another tab has let a new version in: what this one has not loaded of its own is gone from the device, so it begins anew where it
 * misses something. What was typed is on the disk.
 */
function beginAnewIfOld({ signal }: AbortController): void {
  let isOld = false;
  let isKept = Boolean(worker()?.controller);
  const changed = () => {
    isOld ||= isKept;
    isKept = true;
  };
  worker()?.addEventListener('controllerchange', changed, { signal });
  addEventListener('vite:preloadError', () => isOld && location.reload(), { signal });
}

/** When the page has got what it needs: keeping the application for later takes nothing from what somebody waits for. */
const loaded = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState === 'complete') resolve();
    else addEventListener('load', () => resolve(), { once: true });
  });

/**
 * Puts the application onto the device, and says when a newer one is there. It comes only when somebody says so; what they have typed
 * is on the disk by then, with every key.
 */
export function useUpdate(): Update {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    const end = new AbortController();
    beginAnewIfOld(end);
    const register = async () => {
      await loaded();
      const registration = await worker()?.register('/day/sw.js', { scope: '/day', updateViaCache: 'none' });
      if (!registration || end.signal.aborted) return;
      watch(registration, setWaiting);
      lookAgain(registration, end);
    };
    register().catch(() => undefined);
    return () => end.abort();
  }, []);
  const take = () => {
    worker()?.addEventListener('controllerchange', () => location.reload(), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    waiting?.postMessage('take-over');
  };
  return { isReady: waiting !== null, take };
}
