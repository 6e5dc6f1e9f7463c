import { z } from 'zod';

/** The settings of what is sent to other systems over HTTP. */
export const outgoingSettings = {
  YNTYMAQ_OUTGOING_NEAR: z.enum(['on', 'off']).default('off').meta({
    description:
      'Whether other systems that are told of changes, and other installations, may be in a private network and without TLS. Otherwise only the open internet is asked, by https.',
    expects: 'on or off',
  }),
};
