/** Names of amounts in the smallest unit: `priceMinor`, `total_minor`. */
const MINOR = /(?:^m|_m|M)inor$/;

/** What in names reads like money, where a conversion by hundreds gives it away. */
const MONEY = /price|amount|takings|minor/i;

/** What Angular and others offer to write money with. */
const FORMATTERS = new Set(['CurrencyPipe', 'formatCurrency', 'getNumberOfCurrencyDigits']);

const DIGITS = new Set(['minimumFractionDigits', 'maximumFractionDigits']);

/** The name at the end of an expression: `minor` of `row.minor`. */
function nameOf(node) {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return nameOf(node.property);
  if (node.type === 'CallExpression') {
    const [first] = node.arguments;
    return first && nameOf(node.callee) === 'Number' ? nameOf(first) : nameOf(node.callee);
  }
  return '';
}

const nameOfKey = ({ key, computed }) =>
  computed ? '' : key.type === 'Identifier' ? key.name : String(key.value);

/** 100, 1e3, 10 ** digits. */
function isPowerOfTen(node) {
  if (node.type === 'Literal') return [100, 1_000, 10_000].includes(node.value);
  return node.type === 'BinaryExpression' && node.operator === '**' && node.left.value === 10;
}

/** A factor of a hundred: what only money and percentages are multiplied with. */
const isHundred = (node) => node.type === 'Literal' && node.value === 100;

function isConversion({ operator, left, right }) {
  if (operator === '/') {
    return isPowerOfTen(right) && (isHundred(right) ? MONEY : MINOR).test(nameOf(left));
  }
  if (operator !== '*') return false;
  return [
    [left, right],
    [right, left],
  ].some(([amount, factor]) => isHundred(factor) && MONEY.test(nameOf(amount)));
}

/**
 * `@boxoffice/contracts/money` alone knows how many digits a currency has: nobody else formats money, asks a locale for
 * digits, or converts to and from the smallest unit.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const moneyInOnePlace = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      format: 'Money is written by formatMoney of @boxoffice/contracts/money.',
      digits: "A locale doesn't know a currency's digits: digitsOf of @boxoffice/contracts/money.",
      convert: 'Amounts are converted by toMinor and fromMinor of @boxoffice/contracts/money.',
    },
  },
  create(context) {
    const report = (node, messageId) => context.report({ node, messageId });
    return {
      Property(node) {
        if (node.parent.type === 'ObjectPattern') {
          if (DIGITS.has(nameOfKey(node))) report(node, 'digits');
          return;
        }
        if (nameOfKey(node) === 'style' && node.value.value === 'currency') report(node, 'format');
      },
      MemberExpression(node) {
        if (!node.computed && DIGITS.has(node.property.name)) report(node, 'digits');
      },
      ImportSpecifier(node) {
        if (FORMATTERS.has(nameOf(node.imported))) report(node, 'format');
      },
      BinaryExpression(node) {
        if (isConversion(node)) report(node, 'convert');
      },
      CallExpression({ callee }) {
        if (callee.type !== 'MemberExpression' || nameOf(callee) !== 'toFixed') return;
        const { object } = callee;
        const isMoney =
          MONEY.test(nameOf(object)) ||
          (object.type === 'BinaryExpression' && MONEY.test(nameOf(object.left)));
        if (isMoney) report(callee, 'format');
      },
    };
  },
};

/** @type {import('eslint').Linter.Config} */
export const money = {
  files: ['apps/**/*.ts', 'libs/**/*.ts', 'tools/**/*.{ts,mjs}'],
  ignores: ['libs/contracts/src/money/**'],
  plugins: { money: { rules: { 'in-one-place': moneyInOnePlace } } },
  rules: { 'money/in-one-place': 'error' },
};
