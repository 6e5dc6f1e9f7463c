import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Button, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { settingKeys } from '../../../platform/installation/settingKeys.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { administrationApi, type Kept, type Settings, zone } from './client.ts';
import { SettingForm } from './SettingForm.tsx';
import { type Words, wordsOf } from './setting.ts';

/** /app/admin/settings: what may be set while the program runs, and all that it was started with. */
export function SettingsPage() {
  const { t } = useLanguage();
  const query = useQuery(administrationApi.settings.queryOptions());
  return (
    <>
      <PageHead
        title={t('administration.ui.settings.title')}
        lead={t('administration.ui.settings.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={query}>
        {(settings) => (
          <>
            <ul className="plain stack">
              {settings.kept.map((kept) => (
                <KeptItem key={kept.key} kept={kept} />
              ))}
            </ul>
            <Changes changes={settings.changes} />
            <Environment environment={settings.environment} />
          </>
        )}
      </Loaded>
    </>
  );
}

function KeptItem({ kept }: { kept: Kept }) {
  const { t, formats } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { key, value, changedAt } = kept;
  return (
    <li className="card stack-s">
      <h2 className="minor">{t(`administration.ui.setting.${key}`)}</h2>
      <p className="quiet">{t(`administration.ui.setting_text.${key}`)}</p>
      {isOpen ? (
        <SettingForm kept={kept} close={() => setOpen(false)} />
      ) : (
        <>
          <Value value={value} />
          <p className="src">
            {changedAt === null
              ? t('administration.ui.settings.usual')
              : t('administration.ui.settings.changed', { when: formats.moment(new Date(changedAt), zone) })}
          </p>
          <p>
            <Button
              onClick={() => setOpen(true)}
              aria-label={`${t('action.edit')}: ${t(`administration.ui.setting.${key}`)}`}
            >
              {t('action.edit')}
            </Button>
          </p>
        </>
      )}
    </li>
  );
}

/** A number, or what is said in each language. */
function Value({ value }: { value: unknown }) {
  const { t, formats } = useLanguage();
  if (typeof value === 'number') return <p>{formats.number(value)}</p>;
  const words = Object.entries(wordsOf(value) satisfies Words).filter(([, text]) => text !== '');
  if (words.length === 0) return <p className="quiet">{t('administration.ui.settings.nothing')}</p>;
  return (
    <>
      {words.map(([locale, text]) => (
        <p key={locale} lang={locale}>
          {text}
        </p>
      ))}
    </>
  );
}

function Changes({ changes }: Pick<Settings, 'changes'>) {
  const { t, formats } = useLanguage();
  if (changes.length === 0) return null;
  const nameOf = (key: string) => {
    const known = settingKeys.find((each) => each === key);
    return known ? t(`administration.ui.setting.${known}`) : key;
  };
  return (
    <section className="stack-s">
      <h2>{t('administration.ui.settings.history')}</h2>
      <ul className="plain stack-s">
        {changes.map(({ id, key, at, value }) => (
          <li key={id}>
            <span className="src">{formats.moment(new Date(at), zone)}</span> <b>{nameOf(key)}</b>
            <Value value={value} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Environment({ environment }: Pick<Settings, 'environment'>) {
  const { t } = useLanguage();
  return (
    <section className="stack-s">
      <h2>{t('administration.ui.settings.environment')}</h2>
      <p className="quiet">{t('administration.ui.settings.environment_text')}</p>
      <Table
        id="environment"
        caption={t('administration.ui.settings.environment')}
        captionHidden
        columns={[
          { key: 'name', label: t('administration.ui.settings.name') },
          { key: 'value', label: t('administration.ui.settings.value') },
          { key: 'what', label: t('administration.ui.settings.what') },
        ]}
        rows={environment.map(({ name, description, isSecret, source, value }) => ({
          key: name,
          cells: [
            <code key="name">{name}</code>,
            <span key="value">
              {value !== null && <code style={{ overflowWrap: 'anywhere' }}>{value}</code>}{' '}
              <Badge tone={source === 'environment' ? 'sky' : 'line'}>{t(`administration.ui.source.${source}`)}</Badge>{' '}
              {isSecret && <Badge>{t('administration.ui.settings.secret')}</Badge>}
            </span>,
            <span key="what" lang="en">
              {description}
            </span>,
          ],
        }))}
      />
    </section>
  );
}
