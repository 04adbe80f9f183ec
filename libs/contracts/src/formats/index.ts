export * from './languages.js';
export * from './moments.js';
export * from './numbers.js';
export * from './reference-number.js';
export * from './ticket-name.js';
