import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { caller } from '../platform/client.ts';
import { loadCatalogue } from '../platform/i18n/catalogue.ts';
import type { Locale } from '../platform/i18n/locales.ts';
import { LanguageProvider } from '../platform/i18n/react.ts';
import type { Catalogue } from '../platform/i18n/translate.ts';
import { Gate } from './Gate.tsx';
import { foldMenus } from './menus.ts';
import { rememberLanguage } from './kit/preferences.ts';
import { followLinks } from './links.ts';
import { patient } from './patience.ts';
import { router } from './router.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, ...patient, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

type Spoken = { locale: Locale; catalogue: Catalogue };

/** The application: its language, what it has fetched, and whom it lets in. */
export function App({ first }: { first: Spoken }) {
  const [spoken, setSpoken] = useState(first);
  const speak = useCallback(async (locale: Locale) => {
    const catalogue = await loadCatalogue(locale);
    caller.locale = locale;
    rememberLanguage(locale);
    setSpoken({ locale, catalogue });
  }, []);
  useEffect(
    () => followLinks({ to: (href) => router.history.push(href), speak: (locale) => void speak(locale) }),
    [speak],
  );
  useEffect(() => foldMenus(), []);
  return (
    <LanguageProvider {...spoken}>
      <QueryClientProvider client={queries}>
        <Gate />
      </QueryClientProvider>
    </LanguageProvider>
  );
}
