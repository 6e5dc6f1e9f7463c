import { useSyncExternalStore } from 'react';

/** Which screen: behind the `#`, so that the one page that the service worker keeps serves all of them. */
const subscribe = (told: () => void): (() => void) => {
  addEventListener('hashchange', told);
  return () => removeEventListener('hashchange', told);
};

/** The parts of the address: `#/visit/…` is `['visit', '…']`. */
export const useRoute = (): string[] =>
  useSyncExternalStore(subscribe, () => location.hash)
    .replace(/^#\/?/, '')
    .split('/')
    .map(decodeURIComponent)
    .filter(Boolean);

export const to = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

export function go(...parts: string[]): void {
  location.hash = to(...parts);
  scrollTo(0, 0);
}
