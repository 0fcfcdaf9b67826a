import { z } from 'zod';

const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\0-\x1f\x7f]*$/, 'must not contain control characters');

/** The attributes of CloudEvents 1.0 that matter here; a sender may add extensions. */
export const cloudEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id,
    source: id,
    type: id,
    subject: z.exactOptional(z.string().max(200)),
    time: z.exactOptional(z.iso.datetime({ offset: true })),
    /** Extension: where it happened, if the sender says so. */
    plant: z.exactOptional(z.string().max(40)),
    data: z.exactOptional(z.unknown()),
    data_base64: z.exactOptional(z.undefined('binary data is not taken')),
  })
  .meta({ id: 'CloudEvent' });

export type CloudEvent = z.infer<typeof cloudEvent>;

/**
 * The elements of a JSON array as they are written, digits and spaces included; one event is its own only element.
 * The text must have been parsed before.
 */
export function eventTexts(text: string): string[] {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[')) return [trimmed];
  const inner = trimmed.slice(1, -1);
  const elements: string[] = [];
  let depth = 0;
  let inString = false;
  let from = 0;
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === ',' && depth === 0) {
      elements.push(inner.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = inner.slice(from).trim();
  return last === '' ? elements : [...elements, last];
}
