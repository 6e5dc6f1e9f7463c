import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { directoryApi } from './client.ts';
import { DuplicateList } from './Merging.tsx';

/** /app/organisations/duplicates: pairs that may be one and the same, the likeliest first. */
export function DuplicatesPage() {
  const t = useT();
  const organisations = useQuery(directoryApi.duplicateOrganisations.queryOptions({ input: {} }));
  const people = useQuery(directoryApi.duplicatePeople.queryOptions({ input: {} }));
  const none = <EmptyState title={t('directory.ui.duplicates.none')} text={t('directory.ui.duplicates.none_text')} />;
  return (
    <div className="stack-l">
      <PageHead
        title={t('directory.ui.duplicates')}
        lead={t('directory.ui.duplicates.lead')}
        crumbs={[{ href: '/app/organisations', label: t('web.nav.organisations') }]}
      />
      <section className="card stack">
        <h2 className="minor">{t('web.nav.organisations')}</h2>
        <Loaded query={organisations}>
          {({ items, organisations: named }) =>
            items.length === 0 ? none : <DuplicateList subject="organisations" items={items} named={named} />
          }
        </Loaded>
      </section>
      <section className="card stack">
        <h2 className="minor">{t('web.nav.people')}</h2>
        <Loaded query={people}>
          {({ items, people: named }) =>
            items.length === 0 ? none : <DuplicateList subject="people" items={items} named={named} />
          }
        </Loaded>
      </section>
    </div>
  );
}
