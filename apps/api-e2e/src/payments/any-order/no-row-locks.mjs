import pg from 'pg';

/** Reads that lock rows of bookings or payments; those of tickets stay as they are. */
const LOCKS = /(\b(?:bookings|payments)\b.*)\bFOR UPDATE\b(?: OF "?\w+"?)?(?: SKIP LOCKED)?/is;

/** Loaded into a process of the API before anything else: what it sends to PostgreSQL locks no row of these tables. */
const { parse, query } = pg.Connection.prototype;

pg.Connection.prototype.parse = function (statement) {
  return parse.call(this, { ...statement, text: statement.text.replace(LOCKS, '$1') });
};

pg.Connection.prototype.query = function (text) {
  return query.call(this, text.replace(LOCKS, '$1'));
};
