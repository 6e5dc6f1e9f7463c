/** Written by scripts/catalogues.ts: the staff application's texts, by language and by part. */
export const texts = {
  kk: {
    accords: () => import('./texts/kk.accords.json', { with: { type: 'json' } }),
    directory: () => import('./texts/kk.directory.json', { with: { type: 'json' } }),
    documents: () => import('./texts/kk.documents.json', { with: { type: 'json' } }),
    shell: () => import('./texts/kk.shell.json', { with: { type: 'json' } }),
  },
  ru: {
    accords: () => import('./texts/ru.accords.json', { with: { type: 'json' } }),
    directory: () => import('./texts/ru.directory.json', { with: { type: 'json' } }),
    documents: () => import('./texts/ru.documents.json', { with: { type: 'json' } }),
    shell: () => import('./texts/ru.shell.json', { with: { type: 'json' } }),
  },
  en: {
    accords: () => import('./texts/en.accords.json', { with: { type: 'json' } }),
    directory: () => import('./texts/en.directory.json', { with: { type: 'json' } }),
    documents: () => import('./texts/en.documents.json', { with: { type: 'json' } }),
    shell: () => import('./texts/en.shell.json', { with: { type: 'json' } }),
  },
};
