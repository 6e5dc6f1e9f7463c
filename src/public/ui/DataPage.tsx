import type { ReactNode } from 'react';
import { Badge, Table } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { aboutPath, addressOf, dataPath, feedPath } from '../address.ts';
import { datasetColumns, type DatasetName, datasetNames, notCarried } from '../open/columns.ts';
import { exportPath, licence } from '../open/metadata.ts';
import type { Ask } from '../pages.ts';
import { Document } from './Document.tsx';
import { Section } from './listing.tsx';
import { PageTop } from './PageTop.tsx';
import { Demo } from './parts.tsx';

/** What can be taken away, under which licence, and what the files do not carry. */
export function DataPage({ ask }: { ask: Ask }): ReactNode {
  const { t } = useLanguage();
  const title = t('public.data.title');
  return (
    <Document {...{ ask, title, path: dataPath, section: 'data' }} description={t('public.data.lead')}>
      <PageTop crumbs={[{ label: title }]} title={title}>
        <p className="lead">{t('public.data.lead')}</p>
        <p>
          {t('public.data.licence')}{' '}
          <a rel="license" href={licence.path}>
            {licence.title} (CC BY 4.0)
          </a>
          . {t('public.data.licence_text')}
        </p>
      </PageTop>
      <div className="wrap section stack-l">
        <Files isDemo={false} />
        <Section id="demonstration" title={t('public.data.demo')}>
          <p>
            <Demo /> {t('public.data.demo_text')}
          </p>
          <Files isDemo />
        </Section>
        <Programs />
        <Columns />
      </div>
    </Document>
  );
}

function Programs(): ReactNode {
  const { locale, t } = useLanguage();
  return (
    <Section id="programs" title={t('public.data.programs')}>
      <ul className="plain stack-s">
        <li>
          <a href="/data.jsonld">DCAT-AP (JSON-LD)</a>
        </li>
        <li>
          <a href="/data/datapackage.json">Frictionless datapackage.json</a>
        </li>
        <li>
          <a href={addressOf(locale, feedPath)}>{t('public.feed')}</a> (Atom)
        </li>
        <li>
          <a href={`${addressOf(locale, aboutPath)}#data`}>{t('public.data.pages')}</a>
        </li>
      </ul>
    </Section>
  );
}

function Files({ isDemo }: { isDemo: boolean }): ReactNode {
  const { t } = useLanguage();
  const caption = t(isDemo ? 'public.data.demo' : 'public.data.files');
  const link = (name: DatasetName, form: 'csv' | 'xlsx' | 'json') => (
    <a className="btn s" key={form} href={exportPath(name, form, isDemo)} download="">
      {form.toUpperCase()}
    </a>
  );
  return (
    <Table
      id={isDemo ? 'demo-files' : 'files'}
      caption={caption}
      captionHidden={isDemo}
      columns={[
        { key: 'name', label: t('public.data.set') },
        { key: 'files', label: t('public.data.take') },
      ]}
      rows={datasetNames.map((name) => ({
        key: name,
        cells: [
          <span key="name">
            {t(`public.data.set.${name}`)}
            {!isDemo && <span className="quiet"> – {t(`public.data.set.${name}.text`)}</span>}
          </span>,
          <span key="files" className="row">
            {link(name, 'csv')}
            {link(name, 'xlsx')}
            {link(name, 'json')}
          </span>,
        ],
      }))}
    />
  );
}

/** The columns are described in English, as the files name them. */
function Columns(): ReactNode {
  const { t } = useLanguage();
  return (
    <Section id="columns" title={t('public.data.columns')} hint={t('public.data.columns_text')}>
      {datasetNames.map((name) => (
        <details key={name} className="proof">
          <summary>
            {t(`public.data.set.${name}`)} <Badge>{name}</Badge>
          </summary>
          <div className="body stack" lang="en" dir="ltr">
            <dl className="kv">
              {datasetColumns[name].map((column) => [
                <dt key={`${column.name} name`}>
                  <code>{column.name}</code>
                </dt>,
                <dd key={column.name}>{column.says}</dd>,
              ])}
            </dl>
            <p>Not carried: {notCarried[name]}</p>
          </div>
        </details>
      ))}
    </Section>
  );
}
