import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Everything that belongs to an event has the primary key (event_id, id), so that the tables can be
 * partitioned, and distributed over a cluster, by event. Every constraint has a name: a violation's
 * name is what the API turns into words.
 */
export class InitialSchema1763800000000 implements MigrationInterface {
  name = 'InitialSchema1763800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE id_machines (
        data_center smallint NOT NULL,
        machine smallint NOT NULL,
        leased_by uuid NOT NULL,
        leased_until timestamptz NOT NULL,
        used_until_ms bigint NOT NULL,
        CONSTRAINT id_machines_pkey PRIMARY KEY (data_center, machine),
        CONSTRAINT id_machines_in_range
          CHECK (data_center BETWEEN 0 AND 31 AND machine BETWEEN 0 AND 31)
      )`);

    await queryRunner.query(`
      CREATE TABLE users (
        id bigint NOT NULL,
        name text NOT NULL,
        role text NOT NULL DEFAULT 'customer',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_pkey PRIMARY KEY (id),
        CONSTRAINT users_name_length CHECK (char_length(name) BETWEEN 1 AND 255),
        CONSTRAINT users_role_known
          CHECK (role IN ('customer', 'door_staff', 'organiser', 'admin'))
      )`);

    await queryRunner.query(`
      CREATE TABLE events (
        id bigint NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        venue text NOT NULL DEFAULT '',
        starts_at timestamptz NOT NULL,
        time_zone text NOT NULL,
        currency character(3) NOT NULL,
        sale_starts_at timestamptz,
        sale_ends_at timestamptz,
        hold_seconds integer,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT events_pkey PRIMARY KEY (id),
        CONSTRAINT events_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
        CONSTRAINT events_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT events_sale_ends_after_it_starts CHECK (sale_ends_at > sale_starts_at),
        CONSTRAINT events_hold_seconds_positive CHECK (hold_seconds > 0)
      )`);

    await queryRunner.query(`
      CREATE TABLE tiers (
        event_id bigint NOT NULL,
        id bigint NOT NULL,
        name text NOT NULL,
        price_minor integer NOT NULL,
        position smallint NOT NULL,
        CONSTRAINT tiers_pkey PRIMARY KEY (event_id, id),
        CONSTRAINT tiers_name_key UNIQUE (event_id, name),
        CONSTRAINT tiers_position_key UNIQUE (event_id, position),
        CONSTRAINT tiers_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
        CONSTRAINT tiers_name_length CHECK (char_length(name) BETWEEN 1 AND 50),
        CONSTRAINT tiers_price_not_negative CHECK (price_minor >= 0)
      )`);

    await queryRunner.query(`
      CREATE TABLE bookings (
        event_id bigint NOT NULL,
        id bigint NOT NULL,
        user_id bigint NOT NULL,
        status text NOT NULL DEFAULT 'pending',
        ticket_ids bigint[] NOT NULL,
        lines jsonb NOT NULL,
        total_minor bigint NOT NULL,
        currency character(3) NOT NULL,
        hold_expires_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        ended_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT bookings_pkey PRIMARY KEY (event_id, id),
        CONSTRAINT bookings_holder_key UNIQUE (event_id, id, user_id),
        CONSTRAINT bookings_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
        CONSTRAINT bookings_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT bookings_status_matches_times CHECK (
          CASE status
            WHEN 'pending' THEN confirmed_at IS NULL AND ended_at IS NULL
            WHEN 'confirmed' THEN confirmed_at IS NOT NULL AND ended_at IS NULL
            WHEN 'refunded' THEN confirmed_at IS NOT NULL AND ended_at IS NOT NULL
            WHEN 'expired' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
            WHEN 'cancelled' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
            WHEN 'failed' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
            ELSE false
          END
        ),
        CONSTRAINT bookings_have_tickets CHECK (cardinality(ticket_ids) > 0),
        CONSTRAINT bookings_total_not_negative CHECK (total_minor >= 0)
      )`);
    await queryRunner.query(`CREATE INDEX bookings_id ON bookings (id)`);
    await queryRunner.query(`CREATE INDEX bookings_user ON bookings (user_id, id)`);
    // Holds only the bookings that the sweep may have to end, so it stays as small as they are few.
    await queryRunner.query(
      `CREATE INDEX bookings_pending_holds ON bookings (hold_expires_at) WHERE status = 'pending'`,
    );

    await queryRunner.query(`
      CREATE TABLE tickets (
        event_id bigint NOT NULL,
        id bigint NOT NULL,
        tier_id bigint NOT NULL,
        status text NOT NULL DEFAULT 'available',
        booking_id bigint,
        user_id bigint,
        booked_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT tickets_pkey PRIMARY KEY (event_id, id),
        CONSTRAINT tickets_tier_fkey
          FOREIGN KEY (event_id, tier_id) REFERENCES tiers (event_id, id),
        CONSTRAINT tickets_booking_and_holder_fkey
          FOREIGN KEY (event_id, booking_id, user_id) REFERENCES bookings (event_id, id, user_id),
        CONSTRAINT tickets_status_matches_holder CHECK (
          CASE status
            WHEN 'available' THEN booking_id IS NULL AND user_id IS NULL AND booked_at IS NULL
            WHEN 'pending'
              THEN booking_id IS NOT NULL AND user_id IS NOT NULL AND booked_at IS NULL
            WHEN 'booked'
              THEN booking_id IS NOT NULL AND user_id IS NOT NULL AND booked_at IS NOT NULL
            ELSE false
          END
        )
      )`);
    await queryRunner.query(`CREATE INDEX tickets_id ON tickets (id)`);
    // The search for a free ticket must not walk over those that are sold.
    await queryRunner.query(
      `CREATE INDEX tickets_available ON tickets (event_id, tier_id, id) WHERE status = 'available'`,
    );

    await queryRunner.query(`
      CREATE TABLE payments (
        event_id bigint NOT NULL,
        id bigint NOT NULL,
        booking_id bigint NOT NULL,
        provider text NOT NULL,
        provider_reference text NOT NULL,
        amount_minor bigint NOT NULL,
        currency character(3) NOT NULL,
        status text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT payments_pkey PRIMARY KEY (event_id, id),
        CONSTRAINT payments_booking_fkey
          FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
        CONSTRAINT payments_status_known CHECK (status IN ('captured', 'failed')),
        CONSTRAINT payments_amount_not_negative CHECK (amount_minor >= 0)
      )`);
    // A booking is paid for once, whatever races.
    await queryRunner.query(
      `CREATE UNIQUE INDEX payments_one_capture_a_booking ON payments (event_id, booking_id)
       WHERE status = 'captured'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE payments, tickets, bookings, tiers, events, users, id_machines`,
    );
  }
}
