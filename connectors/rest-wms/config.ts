import { z } from 'zod';
import { restConfig } from '../rest-client.js';

export const configSchema = restConfig.extend({
  /** The WMS's locations where they differ from the ERP's storage locations: `{"LINE-4-A": "0001"}`. */
  locations: z.record(z.string().max(200), z.string().min(1).max(200)).default({}),
});

export type RestWmsConfig = z.infer<typeof configSchema>;
