import '../design/staff.css';
import './web.css';
import { createRoot } from 'react-dom/client';
import { loadCatalogue } from '../platform/i18n/catalogue.ts';
import { App } from './App.tsx';
import { languageOfPage } from './kit/preferences.ts';

const place = document.getElementById('app');
const locale = languageOfPage();
const catalogue = await loadCatalogue(locale);
if (place) createRoot(place).render(<App first={{ locale, catalogue }} />);
