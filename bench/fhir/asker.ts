import { identifierOf, ownerOf, owners, patientId, taskAt } from './load.ts';
import { type Call, measure } from './measure.ts';

/** Asks in a process of its own, so that the server does not pay for whoever measures it. */
type Asked = {
  origin: string;
  secret: string;
  what: string;
  seed: { organization: string };
  seconds: number;
  connections: number;
  patients: number;
  resources: number;
};

const any = (below: number): number => Math.floor(Math.random() * below);
const statuses = ['requested', 'accepted', 'in-progress', 'completed'];
const organization = (n: number) => ({ resourceType: 'Organization', name: `Орталық ${n}`, alias: ['x'.repeat(900)] });
const taskId = ({ patients, resources }: Asked): string =>
  `01900000-0001-7000-8000-${String(patients + any(resources - patients)).padStart(12, '0')}`;

const calls: Readonly<Record<string, (asked: Asked, n: number) => Call>> = {
  create: (asked, n) => post('/fhir/R4/Task', taskAt(n, patientId(any(asked.patients)))),
  bareCreate: (asked, n) => post('/bare', taskAt(n, patientId(any(asked.patients)))),
  createPlain: (_asked, n) => post('/fhir/R4/Organization', organization(n)),
  bareCreatePlain: (_asked, n) => post('/bare', organization(n)),
  transaction: (asked, n) => post('/fhir/R4', bundle(asked, n)),
  bareMany: (asked, n) => post('/bare/many', bundle(asked, n)),
  readPlain: ({ seed }) => ({ method: 'GET', path: `/fhir/R4/Organization/${seed.organization}` }),
  read: (asked) => ({ method: 'GET', path: `/fhir/R4/Task/${taskId(asked)}` }),
  bareRead: (asked) => ({ method: 'GET', path: `/bare/${taskId(asked)}` }),
  identifier: ({ patients }) => ({
    method: 'GET',
    path: `/fhir/R4/Patient?identifier=urn:oid:1.2.398.3.1|${identifierOf(any(patients))}`,
  }),
  bareIdentifier: ({ patients }) => ({ method: 'GET', path: `/bare/patient?v=${identifierOf(any(patients))}` }),
  owner: () => ({ method: 'GET', path: `/fhir/R4/Task?owner=${ownerOf(any(owners))}&status=${statuses[any(4)]}` }),
  bareOwner: () => ({ method: 'GET', path: `/bare/task?o=${ownerOf(any(owners))}&s=${statuses[any(4)]}` }),
};

const post = (path: string, body: object): Call => ({ method: 'POST', path, body: JSON.stringify(body) });

function bundle({ patients }: Asked, n: number): object {
  const patient = patientId(any(patients));
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length: 8 }, (_, at) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${at}`,
      resource: {
        ...taskAt(n + at, patient),
        ...(at > 0 && { partOf: [{ reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' }] }),
      },
      request: { method: 'POST', url: 'Task' },
    })),
  };
}

process.on('message', (asked: Asked) => {
  const { origin, secret, what, seconds, connections } = asked;
  const call = calls[what];
  const run = {
    origin,
    seconds,
    connections,
    ...(secret !== '' && { headers: { authorization: `Bearer ${secret}` } }),
  };
  void (call ? measure(run, (n) => call(asked, n)) : Promise.reject(new Error(what))).then(
    (measured) => process.send?.({ measured }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
