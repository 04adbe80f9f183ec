import { storedInTab } from '../../api/stored';
import { readKeptCodes } from './codes-in-hand';
import { codesName, KeptOrders } from './kept-orders';

describe('an order that is kept', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => jest.restoreAllMocks());

  it('is there again after the page has been loaded again', () => {
    new KeptOrders().keep('1', { VIP: 2 });
    expect(new KeptOrders().of('1')).toEqual({ VIP: 2 });
    expect(new KeptOrders().of('2')).toEqual({});
  });

  it('is gone once it is held', () => {
    const orders = new KeptOrders();
    orders.keep('1', { VIP: 2 });
    orders.forget('1');
    expect(new KeptOrders().of('1')).toEqual({});
  });

  it('keeps its codes until it is held', () => {
    const orders = new KeptOrders();
    expect(orders.hasCodes('1')).toBe(false);
    storedInTab.write(codesName('1'), JSON.stringify(['PRESS']));
    expect([orders.hasCodes('1'), orders.hasCodes('2')]).toEqual([true, false]);
    expect(readKeptCodes(storedInTab.readJson(codesName('1')))).toEqual(['PRESS']);
    orders.forget('1');
    expect(orders.hasCodes('1')).toBe(false);
    for (const odd of [undefined, null, {}, 'PRESS', [1, null]]) {
      expect(readKeptCodes(odd)).toEqual([]);
    }
  });

  it('lasts as long as the page where the browser remembers nothing', () => {
    for (const name of ['getItem', 'setItem', 'removeItem'] as const) {
      jest.spyOn(Storage.prototype, name).mockImplementation(() => {
        throw new Error('Blocked');
      });
    }
    const orders = new KeptOrders();
    orders.keep('1', { GA: 3 });
    expect(orders.of('1')).toEqual({ GA: 3 });
    orders.forget('1');
    expect(orders.of('1')).toEqual({});
  });

  it.each(['nonsense', 'null', '[1,', '"text"', '{"VIP":"many","GA":1.5}'])(
    'is none where the browser holds %s',
    (text) => {
      sessionStorage.setItem('boxoffice.order.1', text);
      expect(new KeptOrders().of('1')).toEqual({});
    },
  );
});
