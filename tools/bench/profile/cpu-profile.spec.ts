import { timeByGroup, type CpuProfile } from './cpu-profile.ts';

function node(id: number, functionName: string, url: string, children: number[] = []) {
  return { id, callFrame: { functionName, url }, children };
}

const profile: CpuProfile = {
  nodes: [
    node(1, '(root)', '', [2, 3, 5]),
    node(2, '(idle)', ''),
    node(3, 'query', 'file:///app/node_modules/typeorm/driver.js', [4, 6]),
    node(4, 'map', ''),
    node(5, 'reserve', 'file:///app/apps/api/dist/booking/reserve.js'),
    node(6, 'stringify', ''),
  ],
  startTime: 1_000,
  samples: [2, 3, 4, 5, 6, 2],
  timeDeltas: [0, 10, 20, 30, 40, 50],
};

describe('timeByGroup', () => {
  it('adds up self time by whose code it is; native code is its caller’s', () => {
    expect(Object.fromEntries(timeByGroup(profile, [0, 10_000]))).toEqual({
      idle: 10,
      TypeORM: 20 + 30,
      'Boxoffice’s own code': 40,
      JSON: 50,
    });
  });

  it('leaves out what is before and after the window', () => {
    expect(Object.fromEntries(timeByGroup(profile, [1_010, 1_060]))).toEqual({ TypeORM: 50 });
  });
});
