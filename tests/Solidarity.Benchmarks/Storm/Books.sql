-- A section's balances; what is available is in the treasury.
CREATE TABLE sections (
  id int PRIMARY KEY,
  name text NOT NULL UNIQUE,
  treasury bigint NOT NULL CHECK (treasury >= 0),
  pledged bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE strikes (id int PRIMARY KEY, is_open boolean NOT NULL);

-- The calls that have reached a section.
CREATE TABLE inbox (
  strike int NOT NULL,
  section int NOT NULL,
  has_pledged boolean NOT NULL,
  PRIMARY KEY (section, strike)
) WITH (fillfactor = 50);

-- Every request that was ever answered; ids never expire.
CREATE TABLE requests (
  position bigint GENERATED ALWAYS AS IDENTITY,
  id uuid PRIMARY KEY,
  content bytea NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now()
);

-- The ledger: the rows of an entry sum to zero. Account 1 is the treasury, 2 what is set aside for pledges.
CREATE TABLE postings (
  entry bigint NOT NULL,
  section int NOT NULL,
  account smallint NOT NULL,
  minor bigint NOT NULL,
  PRIMARY KEY (entry, account)
);

CREATE TABLE pledges (
  section int NOT NULL,
  id text NOT NULL,
  strike int NOT NULL,
  kind smallint NOT NULL,
  minor bigint NOT NULL,
  authority text NOT NULL,
  PRIMARY KEY (section, id)
);

-- What stands on a strike's board: each piece of aid, and the totals, over as many rows as there are to be waited for.
CREATE TABLE aid (
  strike int NOT NULL,
  section int NOT NULL,
  pledge text NOT NULL,
  kind smallint NOT NULL,
  minor bigint NOT NULL,
  PRIMARY KEY (strike, section, pledge)
);

CREATE TABLE board (
  strike int NOT NULL,
  part int NOT NULL,
  pledges int NOT NULL,
  pledged bigint NOT NULL,
  PRIMARY KEY (strike, part)
) WITH (fillfactor = 10);

CREATE FUNCTION pledge(
  request uuid, from_section int, to_strike int, board_part int, asked bytea, pledge_id text, aid_kind smallint,
  amount bigint, decided_by text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  entry_position bigint;
BEGIN
  INSERT INTO requests (id, content) VALUES (request, asked)
    ON CONFLICT (id) DO NOTHING RETURNING position INTO entry_position;
  IF entry_position IS NULL THEN
    SELECT position INTO entry_position FROM requests WHERE id = request AND content = asked;
    IF NOT FOUND THEN RAISE EXCEPTION 'REQUEST_ID_REUSED'; END IF;
    RETURN entry_position;
  END IF;

  -- Locks the section's row and takes the money, if it is there, in one statement.
  UPDATE sections SET treasury = treasury - amount, pledged = pledged + amount
    WHERE id = from_section AND treasury >= amount;
  IF NOT FOUND THEN RAISE EXCEPTION 'NOT_AVAILABLE'; END IF;
  UPDATE inbox SET has_pledged = true FROM strikes
    WHERE inbox.section = from_section AND inbox.strike = to_strike AND strikes.id = to_strike AND strikes.is_open;
  IF NOT FOUND THEN RAISE EXCEPTION 'CALL_UNKNOWN_OR_CLOSED'; END IF;

  INSERT INTO postings VALUES
    (entry_position, from_section, 1, -amount), (entry_position, from_section, 2, amount);
  INSERT INTO pledges VALUES (from_section, pledge_id, to_strike, aid_kind, amount, decided_by);
  INSERT INTO aid VALUES (to_strike, from_section, pledge_id, aid_kind, amount);
  -- Last, because others may wait for this row until the transaction is on disk.
  UPDATE board SET pledges = pledges + 1, pledged = board.pledged + amount
    WHERE strike = to_strike AND part = board_part;
  RETURN entry_position;
END
$$;
