import { useSyncExternalStore } from 'react';
import { type Numbers, readNumbers } from './view/display.ts';

/**
 * The numbers for the screen in the corridor, left where another window of this browser finds them. There are no names among them, so
 * that screen needs no PIN, and goes on showing them while the device is locked.
 */
const place = 'yntymaq-day-numbers';

export function publishNumbers(numbers: Numbers): void {
  const text = JSON.stringify(numbers);
  if (localStorage.getItem(place) === text) return;
  localStorage.setItem(place, text);
  // The browser tells other windows; this one may be that screen itself.
  dispatchEvent(new StorageEvent('storage', { key: place }));
}

const subscribe = (told: () => void): (() => void) => {
  addEventListener('storage', told);
  return () => removeEventListener('storage', told);
};

export const useNumbers = (): Numbers =>
  readNumbers(useSyncExternalStore(subscribe, () => localStorage.getItem(place)));
