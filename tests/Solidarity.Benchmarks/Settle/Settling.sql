-- The books of every body: what is available, and what is set aside for transfers under way.
CREATE TABLE treasuries (
  id int PRIMARY KEY,
  available bigint NOT NULL CHECK (available >= 0),
  held bigint NOT NULL CHECK (held >= 0)
) WITH (fillfactor = 50);

CREATE TABLE corridors (
  id int PRIMARY KEY,
  from_treasury int NOT NULL,
  to_treasury int NOT NULL,
  capacity bigint NOT NULL,
  taken bigint NOT NULL CHECK (taken <= capacity)
) WITH (fillfactor = 10);

-- One for each request; ids never expire. Its state is 1 held, 2 settled.
CREATE TABLE transfers (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  request uuid NOT NULL UNIQUE,
  content bytea NOT NULL,
  section int NOT NULL,
  strike int NOT NULL,
  minor bigint NOT NULL,
  authority text NOT NULL,
  way int[] NOT NULL,
  state smallint NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);

CREATE TABLE holds (
  transfer bigint NOT NULL,
  hop smallint NOT NULL,
  corridor int NOT NULL,
  minor bigint NOT NULL,
  PRIMARY KEY (transfer, hop)
);

-- The ledger: within a hop and a treasury the rows sum to zero. Account 1 is available, 2 held, 3 passing, 4 to and 5
-- from a neighbour, 6 the strike's fund.
CREATE TABLE postings (
  transfer bigint NOT NULL,
  hop smallint NOT NULL,
  treasury int NOT NULL,
  account smallint NOT NULL,
  minor bigint NOT NULL,
  PRIMARY KEY (transfer, hop, treasury, account)
);

CREATE TABLE board (
  strike int NOT NULL,
  part int NOT NULL,
  received bigint NOT NULL,
  PRIMARY KEY (strike, part)
) WITH (fillfactor = 10);

-- Sets the money aside and the capacity of every corridor of the way, or none. The way's corridors are locked in the
-- order of their ids, so that no two transactions wait for each other.
CREATE FUNCTION hold(
  asked uuid, asked_content bytea, from_section int, to_strike int, amount bigint, decided_by text, over int[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  new_transfer bigint;
  way_corridor int;
  roomy int;
BEGIN
  INSERT INTO transfers (request, content, section, strike, minor, authority, way, state)
    VALUES (asked, asked_content, from_section, to_strike, amount, decided_by, over, 1)
    ON CONFLICT (request) DO NOTHING RETURNING id INTO new_transfer;
  IF new_transfer IS NULL THEN
    SELECT id INTO new_transfer FROM transfers WHERE request = asked AND content = asked_content;
    IF NOT FOUND THEN RAISE EXCEPTION 'REQUEST_ID_REUSED'; END IF;
    RETURN new_transfer;
  END IF;
  UPDATE treasuries SET available = available - amount, held = held + amount
    WHERE id = from_section AND available >= amount;
  IF NOT FOUND THEN RAISE EXCEPTION 'NOT_AVAILABLE'; END IF;
  INSERT INTO postings VALUES
    (new_transfer, 0, from_section, 1, -amount), (new_transfer, 0, from_section, 2, amount);
  INSERT INTO holds SELECT new_transfer, hop, corridor, amount FROM unnest(over) WITH ORDINALITY w (corridor, hop);
  FOREACH way_corridor IN ARRAY (SELECT array_agg(c ORDER BY c) FROM unnest(over) c) LOOP
    UPDATE corridors SET taken = taken + amount WHERE id = way_corridor AND taken + amount <= capacity;
    GET DIAGNOSTICS roomy = ROW_COUNT;
    IF roomy = 0 THEN RAISE EXCEPTION 'NO_ROOM'; END IF;
  END LOOP;
  RETURN new_transfer;
END
$$;

-- Moves the money over every hop at once. Carriers end with what they began with, so only their ledgers change.
CREATE FUNCTION settle(which bigint, board_part int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  moved transfers;
BEGIN
  UPDATE transfers SET state = 2 WHERE id = which AND state = 1 RETURNING * INTO moved;
  IF NOT FOUND THEN RAISE EXCEPTION 'NOT_HELD'; END IF;
  INSERT INTO postings
    SELECT which, h.hop, c.from_treasury, CASE h.hop WHEN 1 THEN 2 ELSE 3 END, -moved.minor
      FROM holds h JOIN corridors c ON c.id = h.corridor WHERE h.transfer = which
    UNION ALL
    SELECT which, h.hop, c.from_treasury, 4, moved.minor
      FROM holds h JOIN corridors c ON c.id = h.corridor WHERE h.transfer = which
    UNION ALL
    SELECT which, h.hop, c.to_treasury, 5, -moved.minor
      FROM holds h JOIN corridors c ON c.id = h.corridor WHERE h.transfer = which
    UNION ALL
    SELECT which, h.hop, c.to_treasury, CASE h.hop WHEN cardinality(moved.way) THEN 6 ELSE 3 END, moved.minor
      FROM holds h JOIN corridors c ON c.id = h.corridor WHERE h.transfer = which;
  DELETE FROM holds WHERE transfer = which;
  UPDATE treasuries SET held = held - moved.minor WHERE id = moved.section;
  -- Last, because others may wait for this row until the transaction is on disk.
  UPDATE board SET received = received + moved.minor WHERE strike = moved.strike AND part = board_part;
END
$$;
