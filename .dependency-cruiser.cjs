const rulesFile = '(?!contract|routes|jobs|index|messages)[^/.]+\\.ts$';
const serverOnly =
  '^((node:)?(crypto|fs|fs/promises|net|os|path|child_process|util|events|worker_threads)$|node_modules/(@orpc/server|fastify|kysely|pg|graphile-worker|better-auth|sharp|pino)/)';

/** Which file may use which. scripts/boundaries.ts runs it. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files may name each other’s types.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'rules-are-pure',
      comment: 'A rules file imports other rules, the reader’s types and the pure parts of the platform, nothing else.',
      severity: 'error',
      from: { path: `^src/modules/([^/]+)/${rulesFile}` },
      to: {
        pathNot: [
          `^src/modules/$1/${rulesFile}`,
          '^src/modules/missions/day/',
          '^src/(platform/(money|time|place|i18n)/|platform/(refused|happening|smallNumbers|counted)|platform/table/(page|cells|import)\\.ts$|platform/access/access\\.ts$|platform/outbox/message\\.ts$|platform/installation/(health|settings)\\.ts$|reader/claim|permissions|vocabulary|generated/)',
          '^node_modules/(zod|diff)/',
        ],
      },
    },
    {
      name: 'the-day-is-pure',
      comment: 'What a mission day is runs on every phone and on the server alike: it knows no network, no database and no Node.',
      severity: 'error',
      from: { path: '^src/modules/missions/day/', pathNot: '\\.test\\.' },
      to: { pathNot: '^(src/modules/missions/day/|src/platform/i18n/|node_modules/(fflate|zod)/)' },
    },
    {
      name: 'modules-meet-at-index',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: '/ui/|\\.test\\.' },
      to: {
        path: '^src/modules/([^/]+)/',
        pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|app|surface|web|public|reader|design|runtime)' },
    },
    {
      name: 'the-reader-stands-alone',
      severity: 'error',
      from: { path: '^src/reader/', pathNot: '\\.test\\.' },
      to: { pathNot: '^(src/reader/|src/vocabulary\\.ts$|node_modules/(parse5|entities)/)' },
    },
    {
      name: 'design-knows-no-module',
      severity: 'error',
      from: { path: '^src/design/' },
      to: { path: '^src/(modules|app|surface|web|public|reader|runtime)' },
    },
    {
      name: 'pages-never-touch-the-database',
      severity: 'error',
      from: { path: '(/ui/|^src/web/.*\\.tsx$|^src/design/)' },
      to: { path: '(\\.sql\\.ts$|/(routes|jobs|database)\\.ts$|^node_modules/(kysely|pg)/)', reachable: true },
    },
    {
      name: 'browser-safe',
      comment: 'What the browser loads reaches no server code, however many files away.',
      severity: 'error',
      from: { path: '(/contract\\.ts$|/ui/|/client\\.ts$|^src/web/main\\.tsx$)', pathNot: '\\.test\\.' },
      to: { path: serverOnly, reachable: true },
    },
    {
      name: 'only-sql-files-query',
      comment: 'Beside the files that open, migrate and check databases.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '(\\.sql|\\.test|^src/platform/(pool|database|transactions|migrate|auth/(auth|hashedSessions)|jobs/jobs|http/health|postgres/check)|^src/runtime/databases)\\.ts$',
      },
      to: { path: '^node_modules/(kysely|pg|@types/pg)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], mainFields: ['module', 'main', 'types', 'typings'] },
  },
};
