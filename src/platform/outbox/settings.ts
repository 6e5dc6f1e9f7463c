import { z } from 'zod';
import { faultOfTemplate } from './gateway.ts';
import type { GatewaySettings } from './senders.server.ts';

/** The settings of what goes out by SMS. Mail has its own. */
export const outboxSettings = {
  YNTYMAQ_SMS: z
    .string()
    .refine((text) => faultOfTemplate(text) === null)
    .optional()
    .meta({
      description:
        'The gateway that sends SMS: its address, in which {to}, {text}, {id} and {from} are filled in. Without it no SMS is sent, and what would have been is in the mailbox.',
      expects:
        'an address such as https://sms.example/send?to={to}&text={text}, with nothing to fill in before its path',
      isSecret: true,
    }),
  YNTYMAQ_SMS_BODY: z
    .string()
    .refine((text) => isJson(text))
    .optional()
    .meta({
      description:
        'What is posted to it, as JSON in whose texts {to}, {text}, {id} and {from} are filled in. Without it the address is asked by GET.',
      expects: 'a JSON object such as {"recipient":"{to}","body":"{text}"}',
    }),
  YNTYMAQ_SMS_KEY: z.string().min(8).optional().meta({
    description: 'What the gateway wants in the header `Authorization`.',
    expects: 'such as "Bearer …", at least 8 characters',
    isSecret: true,
  }),
  YNTYMAQ_SMS_FROM: z.string().max(20).default('Yntymaq').meta({
    description: 'The sender that readers of SMS see.',
    expects: 'up to 20 characters',
  }),
  YNTYMAQ_SMS_ID: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+){0,5}$/)
    .default('id')
    .meta({
      description: 'Where the answer of the gateway names the message, for its later word on the delivery.',
      expects: 'names apart by points, such as id or messages.0.id',
    }),
  YNTYMAQ_SMS_NEAR: z.enum(['on', 'off']).default('off').meta({
    description:
      'Whether the gateway may be in a private network. Otherwise only one on the open internet, by https, is asked.',
    expects: 'on or off',
  }),
  YNTYMAQ_SMS_SECRET: z.string().min(24).optional().meta({
    description:
      'Shared with the gateway: it signs what it tells of deliveries at /hooks/sms. Without it nothing is believed.',
    expects: 'at least 24 characters',
    isSecret: true,
  }),
};

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

type Settings = z.infer<z.ZodObject<typeof outboxSettings>>;

/** The gateway that was set, if one was. */
export function smsFrom(settings: Settings): GatewaySettings | undefined {
  if (settings.YNTYMAQ_SMS === undefined) return undefined;
  return {
    template: settings.YNTYMAQ_SMS,
    body: settings.YNTYMAQ_SMS_BODY,
    key: settings.YNTYMAQ_SMS_KEY,
    from: settings.YNTYMAQ_SMS_FROM,
    idPath: settings.YNTYMAQ_SMS_ID,
    isNear: settings.YNTYMAQ_SMS_NEAR === 'on',
  };
}
