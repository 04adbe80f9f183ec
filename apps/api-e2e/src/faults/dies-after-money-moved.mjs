import pg from 'pg';

/**
 * Loaded into a process of the API before anything else: from SIGUSR2 on, it kills itself so many statements after money
 * has moved at the simulated provider for the so-maniest time. Killed at an odd statement, it has sent that one and
 * never hears what became of it.
 */
const [moves = 0, statements = 0] = (process.env.BOXOFFICE_DIES_AFTER ?? '').split(':').map(Number);

const MOVES_MONEY = /UPDATE simulated_payments\s+SET status = \$3|INSERT INTO simulated_refunds/;

let isArmed = false;
let movesLeft = moves;
let statementsLeft = statements;

process.on('SIGUSR2', () => {
  isArmed = true;
});

function die() {
  process.kill(process.pid, 'SIGKILL');
}

/** @param send sends the statement */
function count(send) {
  if (!isArmed || movesLeft > 0) return send();
  statementsLeft -= 1;
  if (statementsLeft > 0) return send();
  if (statements % 2 === 0) return die();
  const sent = send();
  setImmediate(die);
  return sent;
}

const { parse, execute, query } = pg.Connection.prototype;

pg.Connection.prototype.parse = function (statement) {
  if (isArmed && MOVES_MONEY.test(statement.text)) movesLeft -= 1;
  return parse.call(this, statement);
};

pg.Connection.prototype.execute = function (portal) {
  return count(() => execute.call(this, portal));
};

pg.Connection.prototype.query = function (text) {
  return count(() => query.call(this, text));
};
