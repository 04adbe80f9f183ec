import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Which process makes ids under which machine number, and up to when. */
@Entity('id_machines')
@Check('id_machines_in_range', 'data_center BETWEEN 0 AND 31 AND machine BETWEEN 0 AND 31')
export class MachineEntity {
  @PrimaryColumn('smallint', { name: 'data_center', primaryKeyConstraintName: 'id_machines_pkey' })
  dataCenter: number;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'id_machines_pkey' })
  machine: number;

  @Column('uuid', { name: 'leased_by' })
  leasedBy: string;

  @Column('timestamptz', { name: 'leased_until' })
  leasedUntil: Date;

  @Column('bigint', { name: 'used_until_ms' })
  usedUntilMs: string;
}
