import { OpenAPIGenerator } from '@orpc/openapi';
import { traverseContractProcedures } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract, router } from '../../src/app.ts';

/** As much of JSON Schema as our contracts use. */
export type Schema = {
  type?: string | readonly string[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  const?: unknown;
  enum?: readonly unknown[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: readonly Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
  format?: string;
  contentMediaType?: string;
};
export type Parameter = { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema };
export type Endpoint = {
  /** Such as `accords.publish`. */
  name: string;
  method: 'GET' | 'POST';
  /** With its parameters in braces. */
  path: string;
  parameters: readonly Parameter[];
  /** By media type; none where nothing is sent. */
  body: Readonly<Record<string, Schema>>;
  needs: string;
  stepUp: boolean;
  opens: string | undefined;
  problems: readonly string[];
};

type Operation = {
  parameters?: readonly Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Description = { paths: Record<string, Record<string, Operation>> };

/** Every endpoint there is, from the document that describes the API to others. */
export async function allEndpoints(): Promise<Endpoint[]> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const described = (await generator.generate(contract, { info: { title: 'x', version: '1' } })) as Description;
  const found: Endpoint[] = [];
  traverseContractProcedures({ router, path: [] }, ({ contract: procedure, path }) => {
    const { route, meta, errorMap } = procedure['~orpc'];
    const method = (route.method ?? 'POST') as 'GET' | 'POST';
    const operation = described.paths[route.path ?? '']?.[method.toLowerCase()];
    if (!operation) throw new Error(`${path.join('.')} is not in the description of the API`);
    found.push({
      name: path.join('.'),
      method,
      path: route.path ?? '',
      parameters: operation.parameters ?? [],
      body: Object.fromEntries(
        Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
      needs: String(meta['needs']),
      stepUp: meta['stepUp'] === true,
      opens: meta['opens'] as string | undefined,
      problems: Object.keys(errorMap),
    });
  });
  return found;
}
