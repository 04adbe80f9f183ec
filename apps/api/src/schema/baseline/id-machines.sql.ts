/** Who may make which ids. */
export const ID_MACHINES = `
-- Ids are made by the processes, without asking the database: time, a machine number and a counter.
-- This is which process has leased which number.
CREATE TABLE id_machines (
  data_center smallint NOT NULL,
  machine smallint NOT NULL,
  leased_by uuid NOT NULL,
  leased_until timestamptz NOT NULL,
  -- Up to when ids may have been made under the number, in milliseconds since 1970: its next holder
  -- begins after that, even if its clock is behind.
  used_until_ms bigint NOT NULL,
  CONSTRAINT id_machines_pkey PRIMARY KEY (data_center, machine),
  CONSTRAINT id_machines_in_range
    CHECK (data_center BETWEEN 0 AND 31 AND machine BETWEEN 0 AND 31)
);
`;
