export { toBase32, fromBase32 } from './base32.js';
export {
  digitsAt,
  ROTATION_DIGITS,
  ROTATION_SECONDS,
  rotationSecretOf,
  stateOfDigits,
  type DigitsState,
} from './rotation.js';
export { CODE_LENGTH, readCode, writeCode, type Door, type ReadCode } from './read-code.js';
export { formatSerial, readSerial } from './serial.js';
export { newKeyPair, publicKeyOf, type KeyPair } from './signing.js';
export { type TicketCode } from './ticket-code.js';
