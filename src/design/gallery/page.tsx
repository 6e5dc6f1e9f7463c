import { renderToStaticMarkup } from 'react-dom/server';
import { Breadcrumb, DemoBand, directionOf, Footer, Masthead, SkipLink } from '../index.ts';
import { PublicGallery } from './PublicGallery.tsx';
import { StaffGallery } from './StaffGallery.tsx';
import type { Sample } from './sample.ts';

export type GalleryPage = {
  sample: Sample;
  kind: 'public' | 'staff';
  theme: 'light' | 'dark' | 'system';
  /** Address of public.css or staff.css. */
  stylesheet: string;
};

const languages = [
  ['kk', 'Қазақша'],
  ['ru', 'Русский'],
  ['en', 'English'],
  ['uz', 'Ўзбекча'],
  ['ky', 'Кыргызча'],
  ['ko', '한국어'],
  ['ja', '日本語'],
  ['he', 'עברית'],
].map(([lang = '', name = '']) => ({ lang, name, href: `#${lang}` }));

/** One page with every component, as a complete HTML document. */
export const galleryPage = (page: GalleryPage): string => `<!doctype html>${renderToStaticMarkup(<Page {...page} />)}`;

function Page(page: GalleryPage) {
  const { lang, brand, title } = page.sample;
  return (
    <html lang={lang} dir={directionOf(lang)} data-theme={page.theme === 'system' ? undefined : page.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${brand}`}</title>
        <link rel="stylesheet" href={page.stylesheet} />
      </head>
      <Body {...page} />
    </html>
  );
}

function Body({ sample, kind }: GalleryPage) {
  const { lang, brand, skip, nav, sections, language, demo, path, crumb, footer } = sample;
  const staff = kind === 'staff';
  const items = nav.map((label, index) => ({ href: `#nav${index}`, label, current: index === 0 }));
  const steps = crumb.map((label, index) => ({ label, ...(index < crumb.length - 1 && { href: `#c${index}` }) }));
  return (
    <body className={staff ? 'staff' : undefined}>
      <SkipLink label={skip} />
      <Masthead
        brand={brand}
        home="#"
        nav={staff ? undefined : { label: sections, items }}
        languages={{ label: language, current: lang, languages }}
        wide={staff}
      />
      <DemoBand title={demo.title} text={demo.text} wide={staff} />
      <main id="main">
        <div className={staff ? 'wrap wide' : 'wrap'}>
          <Breadcrumb label={path} items={steps} />
        </div>
        {staff ? <StaffGallery sample={sample} /> : <PublicGallery sample={sample} />}
      </main>
      <Footer wide={staff}>
        <p>{footer}</p>
      </Footer>
    </body>
  );
}
