import { z } from 'zod';
import { trustedProxies } from './proxy.ts';

/** The settings of the edge: who may speak for others, and how often anybody may ask. */
export const edgeSettings = {
  YNTYMAQ_PROXY: z
    .string()
    .default('loopback')
    .transform((text, context) => trustedProxies(text) ?? (context.addIssue('proxies'), z.NEVER))
    .meta({
      description:
        'The proxies in front of the program, whose word on where a request came from (`X-Forwarded-For`) is taken: addresses or networks apart by commas, `loopback` for this machine, or `none`.',
      expects: 'none, loopback or networks such as "10.0.0.0/8, 192.0.2.7"',
    }),
  YNTYMAQ_REQUESTS_PER_ADDRESS: z.coerce.number().int().min(0).max(1_000_000).default(3000).meta({
    description:
      'How many requests one address (or IPv6 network of 64 bits) may make within a minute. An office behind one address counts as one; 0 is no limit.',
    expects: 'a whole number from 0 to 1000000',
  }),
  YNTYMAQ_REQUESTS_PER_PERSON: z.coerce.number().int().min(0).max(1_000_000).default(600).meta({
    description:
      'How many requests one person, or one device of a mission, may make within a minute, from wherever; 0 is no limit.',
    expects: 'a whole number from 0 to 1000000',
  }),
};
