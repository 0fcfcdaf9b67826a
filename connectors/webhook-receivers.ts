import { z } from 'zod';
import { ConnectorError } from '../contracts/errors.js';
import { HttpClient } from './http.js';
import { webhookSecret } from './webhook.js';

const RECEIVERS_MAX = 10_000;

/** Where somebody takes its messages, and what signs them: a second secret while it is being changed. */
export const receiver = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  secrets: z.array(webhookSecret).min(1).max(2),
});

export type Receiver = z.infer<typeof receiver>;

/** By their numbers in the ERP. */
export const receiversOf = (who: string) =>
  z
    .record(z.string().min(1).max(40), receiver)
    .refine((receivers) => Object.keys(receivers).length <= RECEIVERS_MAX, `at most ${RECEIVERS_MAX} ${who}`)
    .default({});

/** What every connector that sends webhooks is told, beside its receivers. */
export const webhookConfig = z.strictObject({
  /** Takes the messages of those without an entry: an EDI service that serves them all. */
  otherwise: z.exactOptional(receiver),
  /** CloudEvents source of what is sent. */
  source: z.string().min(1).max(200).default('/headrace'),
  connectMs: z.int().positive().max(60_000).default(3_000),
  replyMs: z.int().positive().max(300_000).default(15_000),
});

/** Who is written to, in the words of errors. */
export interface Audience {
  /** `customer` */
  one: string;
  /** Their list in the landscape: `customers`. */
  list: string;
  /** `ship notices` */
  messages: string;
}

export interface Address {
  http: HttpClient;
  path: string;
  secrets: string[];
}

/** @returns a function that finds where somebody takes its messages. @throws ConnectorError `C-MAPPING` where there is nothing */
export function addresses(
  system: string,
  receivers: Record<string, Receiver>,
  { otherwise, connectMs, replyMs }: z.infer<typeof webhookConfig>,
  audience: Audience,
): (number: string) => Address {
  const open = ({ url, secrets }: Receiver): Address => {
    const { origin, pathname, search } = new URL(url);
    const http = new HttpClient({ system, baseUrl: origin, connectMs, replyMs });
    return { http, path: pathname + search, secrets };
  };
  const known = new Map(Object.entries(receivers).map(([number, one]) => [number, open(one)]));
  const rest = otherwise && open(otherwise);
  return (number) => {
    const address = known.get(number) ?? rest;
    if (address) return address;
    const { one, list, messages } = audience;
    const fix = `add it to the ${list} of ${system} in the landscape`;
    const text = `${system}: ${one} ${number} has no address for ${messages}; ${fix}`;
    throw new ConnectorError({ code: 'C-MAPPING', text, applied: 'no' });
  };
}
