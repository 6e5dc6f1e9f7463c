import type { ReactNode } from 'react';
import { Figure, Figures } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, homePath } from '../address.ts';
import type { Tally } from '../data.ts';
import { useCountryName } from './countries.ts';
import { Demo } from './parts.tsx';

/** Real rows and demonstration rows are counted apart, and never together. */
export function KeyFigures({ real, demo }: { real: Tally; demo: Tally }): ReactNode {
  const { t } = useLanguage();
  if (real.all === 0 && demo.all === 0) return null;
  const shown = real.all > 0 ? real : demo;
  return (
    <div className="stack-s">
      <p className="quiet">
        {shown === demo ? (
          <>
            <Demo /> {t('public.figures.demo_only')}
          </>
        ) : (
          t('public.figures.real_only')
        )}
      </p>
      <Tallied tally={shown} />
      {shown === real && demo.all > 0 && (
        <p className="quiet">
          <Demo /> {t('public.figures.demo_apart', { open: demo.open, kept: demo.kept, silent: demo.silent })}
        </p>
      )}
    </div>
  );
}

function Tallied({ tally }: { tally: Tally }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const countryNames = tally.countries.map(useCountryName());
  const listOf = (status: string) => addressOf(locale, homePath, `status=${status}`);
  const proofLabel = t('public.figures.show');
  return (
    <Figures>
      <Figure
        value={formats.number(tally.countries.length)}
        label={
          countryNames.length === 0 || countryNames.length > 6
            ? t('public.figures.countries', { count: tally.countries.length })
            : t('public.figures.countries_named', {
                count: tally.countries.length,
                names: countryNames.join(', '),
              })
        }
      />
      <Figure value={formats.number(tally.open)} label={t('public.figures.open', { count: tally.open })} />
      <Figure
        value={formats.number(tally.kept)}
        label={t('public.figures.kept', { count: tally.kept })}
        {...{ href: listOf('kept'), proofLabel }}
      />
      <Figure
        value={formats.number(tally.silent)}
        label={t('public.figures.silent', { count: tally.silent })}
        {...{ href: listOf('not_reported'), proofLabel }}
      />
    </Figures>
  );
}
