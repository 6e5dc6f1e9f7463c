import '../design/staff.css';
import './web.css';
import { createRoot } from 'react-dom/client';
import { caller } from '../platform/client.ts';
import { loadCatalogue } from '../platform/i18n/catalogue.ts';
import { App } from './App.tsx';
import { languageOfPage } from './kit/preferences.ts';

const place = document.getElementById('app');
const locale = languageOfPage();
caller.locale = locale;
const catalogue = await loadCatalogue(locale);
if (place) createRoot(place).render(<App first={{ locale, catalogue }} />);
