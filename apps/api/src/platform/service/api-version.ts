/** Version of the HTTP contract. Its first number is the one in the address, `/api/v1`. */
export const API_VERSION = '1.0.0';
