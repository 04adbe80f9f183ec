export * from './amounts.js';
export * from './format-money.js';
export * from './iso-4217.js';
export * from './rounding.js';
