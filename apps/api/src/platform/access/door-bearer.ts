/** How the bearer of a device at the door begins, which no person's token does. */
export const DOOR_BEARER_PREFIX = 'door_';

const DOOR_BEARER = new RegExp(`^bearer +(${DOOR_BEARER_PREFIX}[\\w-]{20,100})$`, 'i');

/** The bearer of a device, of an `Authorization` header; undefined where it is something else. */
export function doorBearerOf(authorization: string | undefined): string | undefined {
  return DOOR_BEARER.exec(authorization ?? '')?.[1];
}

/** Whether a request says that it comes from a device at the door. */
export function isOfDoorDevice(authorization: string | undefined): boolean {
  return doorBearerOf(authorization) !== undefined;
}
