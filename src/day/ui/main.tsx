import './day.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { Speaking } from './language.tsx';
import { languageHere, textsIn } from './texts.ts';

const place = document.getElementById('app');
const locale = languageHere();
const t = await textsIn(locale);
if (place)
  createRoot(place).render(
    <Speaking first={{ locale, t }}>
      <App />
    </Speaking>,
  );
