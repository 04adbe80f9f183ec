import { hashOfSecret } from '../../auth/sessions/secrets.js';
import { DOOR_BEARER_PREFIX } from '../../platform/access/door-bearer.js';

/** What the database knows a device's bearer by. */
export function hashOfBearer(bearer: string): Buffer {
  return hashOfSecret(bearer.slice(DOOR_BEARER_PREFIX.length));
}
