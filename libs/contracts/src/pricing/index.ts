export * from './price-order.js';
export * from './priced-order.js';
export * from './terms.js';
