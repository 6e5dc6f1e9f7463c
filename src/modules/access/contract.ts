import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { refusals, type Refusal } from './person.ts';
import {
  ActorNameSchema,
  Address,
  Day,
  filterInput,
  InstallationRowSchema,
  locale,
  Name,
  pageInput,
  PersonPageSchema,
  PersonRowSchema,
  Purpose,
  Reason,
  roleInput,
  Scope,
  SecretSchema,
  Subject,
  TokenSchema,
  Uuid,
  WhySchema,
} from './schemas.ts';

const statusOf: Readonly<Record<Refusal, number>> = refusals;
/** The refusals that an act may meet. */
const refusing = <Name extends Refusal>(...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, { status: statusOf[name] }])) as Record<Name, { status: number }>;
const cursor = { 'cursor-invalid': { status: 400 } } as const;
const Done = z.object({ done: z.literal(true) });
const byId = z.object({ id: Uuid });
const because = z.object({ id: Uuid, reason: Reason });

const people = {
  people: endpoint
    .route({ method: 'GET', path: '/access/people', summary: 'Who belongs to the organisation, or is invited' })
    .meta({ needs: 'access.manage' })
    .input(z.object({ ...filterInput, ...pageInput }))
    .output(z.object({ items: z.array(PersonRowSchema), next: z.nullable(z.string()) }))
    .errors(cursor),
  peopleFile: endpoint
    .route({ method: 'GET', path: '/access/people/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'access.manage' })
    .input(z.object({ ...filterInput, ...tableFileInput }))
    .output(z.file()),
  person: endpoint
    .route({
      method: 'GET',
      path: '/access/people/{id}',
      summary: 'Somebody’s roles in the organisation, and their history',
    })
    .meta({ needs: 'access.manage' })
    .input(byId)
    .output(PersonPageSchema)
    .errors(refusing('not-found')),
  grantRole: endpoint
    .route({
      method: 'POST',
      path: '/access/people/{id}/roles',
      summary: 'Give a standing role in the place of the one before, or one for some days',
      successStatus: 201,
    })
    .meta({ needs: 'access.manage', stepUp: true })
    .input(z.object({ id: Uuid, ...roleInput }))
    .output(z.object({ id: Uuid }))
    .errors(refusing('not-found', 'own-role', 'above-own-rank', 'deactivated', 'days-wrong', 'last-administrator')),
  endRole: endpoint
    .route({ method: 'POST', path: '/access/roles/{id}/end', summary: 'End a role now' })
    .meta({ needs: 'access.manage', stepUp: true })
    .input(because)
    .output(Done)
    .errors(refusing('not-found', 'last-administrator', 'ended-already')),
  deactivate: endpoint
    .route({
      method: 'POST',
      path: '/access/people/{id}/deactivate',
      summary: 'Deactivate somebody in the organisation: their sessions end at once',
    })
    .meta({ needs: 'access.manage', stepUp: true })
    .input(
      z.object({
        id: Uuid,
        reason: Reason,
        /** What becomes of the tokens that they made. */
        tokens: z.enum(['revoke', 'take_over']),
      }),
    )
    .output(Done)
    .errors(refusing('not-found', 'own-role', 'last-administrator', 'ended-already')),
  reactivate: endpoint
    .route({ method: 'POST', path: '/access/people/{id}/reactivate', summary: 'Let somebody use their roles again' })
    .meta({ needs: 'access.manage', stepUp: true })
    .input(byId)
    .output(Done)
    .errors(refusing('not-found', 'own-role', 'not-deactivated')),
  invite: endpoint
    .route({
      method: 'POST',
      path: '/access/invitations',
      summary: 'Invite somebody by mail; the answer is the same whether they are known or not',
      successStatus: 201,
    })
    .meta({ needs: 'access.manage', stepUp: true })
    .input(z.object({ address: Address, name: Name, ...roleInput, locale }))
    .output(z.object({ id: Uuid }))
    .errors(refusing('own-role', 'above-own-rank', 'days-wrong', 'too-many-invitations')),
  resendInvitation: endpoint
    .route({ method: 'POST', path: '/access/invitations/{id}/resend', summary: 'Send a new link; the one before ends' })
    .meta({ needs: 'access.manage', stepUp: true })
    .input(z.object({ id: Uuid, locale }))
    .output(Done)
    .errors(refusing('not-found', 'ended-already', 'too-many-invitations')),
  revokeInvitation: endpoint
    .route({ method: 'POST', path: '/access/invitations/{id}/revoke', summary: 'Take an invitation back' })
    .meta({ needs: 'access.manage' })
    .input(byId)
    .output(Done)
    .errors(refusing('not-found', 'ended-already')),
};

const installation = {
  installationPeople: endpoint
    .route({ method: 'GET', path: '/access/installation/people', summary: 'Everybody who can sign in here' })
    .meta({ needs: 'installation.manage' })
    .input(z.object({ ...filterInput, ...pageInput }))
    .output(z.object({ items: z.array(InstallationRowSchema), next: z.nullable(z.string()) }))
    .errors(cursor),
  vacantOrganisations: endpoint
    .route({
      method: 'GET',
      path: '/access/installation/vacant-organisations',
      summary: 'Organisations that nobody administers',
    })
    .meta({ needs: 'installation.manage' })
    .output(z.array(z.object({ id: Uuid, names: NamesSchema, isInvited: z.boolean() }))),
  inviteAdministrator: endpoint
    .route({
      method: 'POST',
      path: '/access/installation/invitations',
      summary: 'Invite the first administrator of an organisation',
      successStatus: 201,
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ organisation: Uuid, address: Address, name: Name, reason: Reason, locale }))
    .output(z.object({ id: Uuid }))
    .errors(refusing('not-found', 'own-role', 'too-many-invitations')),
  deactivateEverywhere: endpoint
    .route({
      method: 'POST',
      path: '/access/installation/people/{id}/deactivate',
      summary: 'Deactivate somebody in every organisation: their sessions and tokens end at once',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(because)
    .output(z.object({ withoutAdministrator: z.array(Uuid) }))
    .errors(refusing('not-found', 'own-role', 'deactivated', 'last-installation-administrator')),
  reactivateEverywhere: endpoint
    .route({
      method: 'POST',
      path: '/access/installation/people/{id}/reactivate',
      summary: 'Let somebody sign in again',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(byId)
    .output(Done)
    .errors(refusing('not-deactivated')),
  setInstallationAdministrator: endpoint
    .route({
      method: 'POST',
      path: '/access/installation/people/{id}/administrator',
      summary: 'Name an administrator of the installation, or withdraw that',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ id: Uuid, isAdministrator: z.boolean() }))
    .output(Done)
    .errors(refusing('not-found', 'deactivated', 'held-already', 'last-installation-administrator')),
};

const tokens = {
  tokens: endpoint
    .route({ method: 'GET', path: '/access/tokens', summary: 'The tokens of other systems' })
    .meta({ needs: 'tokens.manage' })
    .output(z.object({ items: z.array(TokenSchema) })),
  makeToken: endpoint
    .route({
      method: 'POST',
      path: '/access/tokens',
      summary: 'Make a token for one purpose; its secret is told once',
      successStatus: 201,
    })
    .meta({ needs: 'tokens.manage', stepUp: true })
    .input(
      z.object({
        purpose: Purpose,
        scopes: z.array(Scope).check(z.minLength(1), z.maxLength(60)),
        /** The last day on which it opens, at most a year from now. */
        until: Day,
        requestsPerMinute: z.int().check(z.minimum(1), z.maximum(6000)),
      }),
    )
    .output(SecretSchema)
    .errors(refusing('scope-not-allowed', 'days-wrong')),
  rotateToken: endpoint
    .route({
      method: 'POST',
      path: '/access/tokens/{id}/rotate',
      summary: 'Give a token a new secret; the one before opens for some hours more',
    })
    .meta({ needs: 'tokens.manage', stepUp: true })
    .input(z.object({ id: Uuid, overlapHours: z.int().check(z.minimum(0), z.maximum(168)) }))
    .output(SecretSchema)
    .errors(refusing('not-found', 'scope-not-allowed')),
  revokeToken: endpoint
    .route({ method: 'POST', path: '/access/tokens/{id}/revoke', summary: 'End a token at once' })
    .meta({ needs: 'tokens.manage' })
    .input(byId)
    .output(Done)
    .errors(refusing('not-found')),
};

export const accessContract = {
  ...people,
  ...installation,
  ...tokens,
  why: endpoint
    .route({
      method: 'GET',
      path: '/access/why/{subject}/{id}',
      summary: 'Why I can see this, and what I may do with it',
    })
    .meta({ needs: 'session.read' })
    .input(z.object({ subject: Subject, id: Uuid }))
    .output(WhySchema)
    .errors(refusing('not-found')),
  actors: endpoint
    .route({
      method: 'GET',
      path: '/access/actors',
      summary: 'Names of people and tokens of one’s own organisation who did something',
    })
    .meta({ needs: 'session.read' })
    .input(z.object({ ids: z.array(Uuid).check(z.maxLength(100)) }))
    .output(z.array(ActorNameSchema)),
};
