import { auditParams, auditQuery, readAuditFilters } from './audit-filters';

const NOTHING = { kind: '', subject: '', actor: '', from: '', to: '', expiries: '' } as const;

describe('the filters of the audit', () => {
  it('are read from the address, and what makes no sense narrows nothing', () => {
    expect(readAuditFilters({ kind: 'booking', subject: ' 12 ', actor: '3' })).toEqual({
      ...NOTHING,
      kind: 'booking',
      subject: '12',
      actor: '3',
    });
    expect(
      readAuditFilters({ kind: 'cake', subject: "1' OR 1=1", actor: '-3', from: 'yesterday' }),
    ).toEqual(NOTHING);
  });

  it('leave out of the address what does not narrow', () => {
    expect(auditParams(NOTHING)).toEqual({});
    expect(auditParams({ ...NOTHING, actor: '3' })).toEqual({ actor: '3' });
  });

  it('leave out holds that expired, where that is asked for', () => {
    const filters = readAuditFilters({ expiries: 'hidden' });
    expect(auditParams(filters)).toEqual({ expiries: 'hidden' });
    expect(auditQuery(filters)).toEqual({ exceptAction: 'booking.expired' });
    expect(readAuditFilters({ expiries: 'perhaps' })).toEqual(NOTHING);
  });

  it('include both days, as the reader has them', () => {
    const query = auditQuery({ ...NOTHING, from: '2026-11-25', to: '2026-11-25' });
    expect(new Date(query.from ?? '')).toEqual(new Date(2026, 10, 25));
    expect(new Date(query.to ?? '')).toEqual(new Date(2026, 10, 26));
  });
});
