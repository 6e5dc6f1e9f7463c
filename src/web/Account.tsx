import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, SelectField } from '../design/index.ts';
import { nameIn } from '../platform/i18n/shown.ts';
import { useLanguage, useT } from '../platform/i18n/react.ts';
import { type Theme, rememberTheme, themeOfPage, themes } from './kit/preferences.ts';
import { useSession } from './kit/session.ts';
import { writeStored } from './kit/stored.ts';
import { forgetDrafts } from './kit/useDraft.ts';
import { actFor } from './organisation.ts';
import { signOut } from './signIn.ts';

/** Whom the person acts for, how the page looks, and the way out. */
export function Account() {
  const { t, locale } = useLanguage();
  const { organisation, memberships, role } = useSession();
  const own = memberships.find((it) => it.organisation === organisation);
  return (
    <details className="langs account">
      <summary>
        <span className="sr">{t('web.account')}: </span>
        <span className="account-name">{own ? nameIn(locale, own.names) : t('web.account')}</span>
      </summary>
      <div className="account-menu stack">
        {role && <p className="quiet">{t('web.role_line', { role: t(`web.role.${role}`) })}</p>}
        {memberships.length > 1 && <Organisations />}
        <ThemeSwitch />
        <a href="/app/account">{t('web.account_page')}</a>
        <Leave />
      </div>
    </details>
  );
}

function Organisations() {
  const { t, locale } = useLanguage();
  const { organisation, memberships } = useSession();
  const queries = useQueryClient();
  const router = useRouter();
  const choose = async (id: string) => {
    actFor(id);
    // A record of one organisation may not be open to the other.
    router.history.push('/app/');
    await queries.resetQueries();
  };
  return (
    <SelectField
      id="organisation"
      label={t('web.organisation')}
      value={organisation}
      onChange={(event) => void choose(event.target.value)}
      options={memberships.map((it) => ({ value: it.organisation, label: nameIn(locale, it.names) }))}
    />
  );
}

function ThemeSwitch() {
  const t = useT();
  const [theme, setTheme] = useState<Theme>(themeOfPage);
  const choose = (chosen: Theme) => {
    rememberTheme(chosen);
    setTheme(chosen);
  };
  return (
    <SelectField
      id="theme"
      label={t('theme.label')}
      value={theme}
      onChange={(event) => choose(event.target.value as Theme)}
      options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
    />
  );
}

function Leave() {
  const t = useT();
  const { person } = useSession();
  const [hasFailed, setFailed] = useState(false);
  const leave = async () => {
    if (!(await signOut())) return setFailed(true);
    forgetDrafts(person);
    writeStored('email', null);
    actFor(null);
    location.assign('/app/');
  };
  return (
    <div className="stack-s">
      <Button full onClick={() => void leave()}>
        {t('action.sign_out')}
      </Button>
      {hasFailed && (
        <p className="err-t" role="alert">
          {t('web.sign_out_failed')}
        </p>
      )}
    </div>
  );
}
