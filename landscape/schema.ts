import { z } from 'zod';
import { webhookSecret } from '../connectors/webhook.js';
import { ALL_PLANTS, idSegment } from '../contracts/ids.js';
import { roles } from '../contracts/roles.js';

/** The file as a whole; its parts are read one by one, so that a mistake in one does not hide those in another. */
export const landscapeFile = z.strictObject({
  name: z.string().min(1).max(100),
  systems: z.record(z.string(), z.unknown()),
  plants: z.record(z.string(), z.unknown()),
  defaults: z.unknown().optional(),
  access: z.array(z.unknown()).default([]),
});

export type LandscapeFile = z.infer<typeof landscapeFile>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A system's name is part of its task queue's name, and stands in documents and errors. */
export const systemName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a name of letters, digits, . _ - (at most 40)');

export const systemFile = z.strictObject({
  connector: z.string(),
  config: z.unknown(),
  events: z
    .strictObject({ source: z.string().min(1).max(200), secrets: z.array(webhookSecret).min(1).max(2) })
    .optional(),
});

const businessId = z.string().refine((id) => {
  try {
    return Boolean(idSegment(id));
  } catch {
    return false;
  }
}, 'letters, digits, . _ ~ - (at most 40)');

const zone = z.string().refine((name) => {
  try {
    return (name.includes('/') || name === 'UTC') && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}, 'not an IANA time zone such as Europe/Berlin');

export const plantName = businessId.refine((name) => name !== ALL_PLANTS, 'stands for all plants in ids');

/** Beside these, a plant may have every setting of settings.ts. */
export const plantFile = z.looseObject({
  company: businessId,
  zone,
  systems: z.strictObject({
    erp: z.string(),
    mes: z.string(),
    wms: z.string(),
    transport: z.string().optional(),
    partner: z.string().optional(),
    supplier: z.string().optional(),
    quality: z.string().optional(),
  }),
});

const names = z.array(z.string()).min(1);

export const accessFile = z
  .strictObject({
    name: z.string().min(1).max(100),
    key: z.string().min(16, 'a key has at least 16 characters').max(256).optional(),
    keySha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'SHA-256 of the key, 64 hex digits')
      .optional(),
    roles: z.array(z.enum(roles)).min(1),
    plants: names,
    companies: names,
  })
  .refine(({ key, keySha256 }) => (key === undefined) !== (keySha256 === undefined), 'needs either key or keySha256');
