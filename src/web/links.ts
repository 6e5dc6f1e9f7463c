import { isLocale, type Locale } from '../platform/i18n/locales.ts';

type Going = { to: (href: string) => void; speak: (locale: Locale) => void };

const isPlainClick = ({ defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  !defaultPrevented && button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;

/** Whether an address is a page of this application, rather than a download or another site. */
const isOurs = (url: URL): boolean => url.origin === location.origin && /^\/app(\/|$)/.test(url.pathname);

/**
 * Ordinary links stay ordinary: they can be opened in a new tab, copied and read without a script. A plain click on one of
 * ours is taken by the router; one that names a language changes the language of this page.
 */
export function followLinks({ to, speak }: Going): () => void {
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || !isPlainClick(event) || link.hasAttribute('download') || link.target) return;
    const url = new URL(link.href, location.href);
    const language = url.searchParams.get('language');
    if (isLocale(language) && link.hreflang === language) {
      event.preventDefault();
      speak(language);
      link.closest('details')?.removeAttribute('open');
    } else if (isOurs(url) && !(url.hash && url.pathname === location.pathname && url.search === location.search)) {
      event.preventDefault();
      to(url.pathname + url.search + url.hash);
    }
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}
