import type { FormEvent } from 'react';
import { Button, Card, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { useSession } from '../../../web/kit/session.ts';
import type { Permission } from '../../../permissions.ts';
import { scopesFrom, type TokenScope } from '../token.ts';
import { accessApi } from './client.ts';
import { Check } from './RoleFields.tsx';
import { actKey } from './words.ts';

const empty: { purpose: string; scopes: TokenScope[]; until: string; perMinute: string } = {
  purpose: '',
  scopes: [],
  until: '',
  perMinute: '60',
};

/** A token for one purpose: what it may do, until when, how often. */
export function NewToken({ told, close }: { told: (secret: string) => void; close: () => void }) {
  const { t } = useLanguage();
  const draft = useDraft('access.token', empty);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(accessApi.makeToken.call, ({ secret }) => {
    draft.clear();
    told(secret);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { purpose, scopes, until, perMinute } = values;
    send({ purpose, scopes, until, requestsPerMinute: Number(perMinute) });
  };
  return (
    <Card level={2} title={t('access.ui.token.make')}>
      <form className="stack" onSubmit={submit} aria-label={t('access.ui.token.make')}>
        <TextField
          id="token-purpose"
          label={t('access.ui.token.purpose')}
          hint={t('access.ui.token.purpose_hint')}
          error={faultAt(error, 'purpose')}
          required
          minLength={3}
          maxLength={300}
          value={values.purpose}
          onChange={({ target }) => set({ purpose: target.value })}
        />
        <ChosenScopes scopes={values.scopes} set={(scopes) => set({ scopes })} />
        <Bounds until={values.until} perMinute={values.perMinute} set={set} error={error} />
        <ErrorNote error={error} typed />
        <div className="row">
          <Button tone="primary" type="submit" unavailable={isSending || values.scopes.length === 0}>
            {t('access.ui.token.make')}
          </Button>
          <Button onClick={close}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Card>
  );
}

type BoundsProps = {
  until: string;
  perMinute: string;
  set: (changed: Partial<typeof empty>) => void;
  error: Error | null;
};

function Bounds({ until, perMinute, set, error }: BoundsProps) {
  const { t } = useLanguage();
  return (
    <div className="filters">
      <TextField
        id="token-until"
        type="date"
        label={t('access.ui.token.until')}
        error={faultAt(error, 'until')}
        required
        value={until}
        onChange={({ target }) => set({ until: target.value })}
      />
      <TextField
        id="token-limit"
        type="number"
        min={1}
        max={6000}
        label={t('access.ui.token.limit')}
        required
        value={perMinute}
        onChange={({ target }) => set({ perMinute: target.value })}
      />
    </div>
  );
}

/** The rights that the maker has and a token may have; by module, reading first. */
function ChosenScopes({ scopes, set }: { scopes: readonly TokenScope[]; set: (scopes: TokenScope[]) => void }) {
  const { t } = useLanguage();
  const { may } = useSession();
  // Of a type of FHIR two boxes, to read and to do everything; what lies between is for who asks by the API.
  const offered = scopesFrom(may as Permission[]).filter(
    (scope) => !scope.startsWith('system/') || /\.(?:rs|cruds)$/.test(scope),
  );
  const toggle = (scope: TokenScope, isChosen: boolean) =>
    set(isChosen ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <fieldset className="field stack-s">
      <legend>{t('access.ui.token.scopes')}</legend>
      <p className="hint">{t('access.ui.token.scopes_hint')}</p>
      {offered.map((scope) => (
        <Check key={scope} label={t(actKey(scope))} checked={scopes.includes(scope)} set={(is) => toggle(scope, is)} />
      ))}
    </fieldset>
  );
}
