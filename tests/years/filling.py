"""Companies with years of calls, made by PostgreSQL itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

COMPANIES, YEARS, TURNS_A_CALL = 1000, 2, 4
LARGE_SHARE = 0.1
"""Of all calls, those of one large company; the others share the rest alike."""

_COMPANIES = """
    INSERT INTO tenants_company (id, name, timezone, is_live, is_suspended, configuration_version,
        created_at)
    SELECT gen_random_uuid(), 'Company ' || n, 'UTC', true, false, 1, now()
    FROM generate_series(1, %(companies)s) n
"""
_CALLS = """
    INSERT INTO telephony_call (id, company_id, call_sid, from_number, to_number, status, outcome,
        is_test, started_at, duration_seconds, spam_score, spam_reasons)
    SELECT (lpad(to_hex((extract(epoch FROM made.at) * 1000)::bigint), 12, '0') || '7'
            || substr(made.chance, 1, 3) || '8' || substr(made.chance, 4, 15))::uuid,
        owners.ids[CASE WHEN made.share < %(large)s THEN 1
            ELSE 2 + floor(random() * (%(companies)s - 1))::int END],
        'CA' || made.chance, '+1212' || 5550000 + floor(random() * 9999)::int, '+12395550100',
        'completed', 'answered', random() < 0.01, made.at, 60 + floor(random() * 200)::int, 0, '[]'
    FROM (SELECT %(begin)s::timestamptz + n * %(step)s::interval AS at, md5(n::text) AS chance,
            random() AS share FROM generate_series(0, %(calls)s - 1) n) made,
        (SELECT array_agg(id ORDER BY name) AS ids FROM tenants_company) owners
"""
_TURNS = """
    INSERT INTO telephony_callturn (id, company_id, call_id, index, utterance, kind, scenario_key,
        match_id, score, urgency, reply, action, latency_ms, trace, state, twiml, created_at,
        is_settled)
    SELECT overlay(replace(calls.id::text, '-', '') placing lpad(to_hex(n), 4, '0') from 13 for 4
            )::uuid, calls.company_id, calls.id, n,
        CASE n WHEN 0 THEN '' ELSE 'my kitchen sink number ' || substr(calls.call_sid, 3, 6)
            || ' is leaking' END,
        CASE WHEN n = 0 THEN 'greeting' WHEN random() < 0.05 THEN 'fallback' ELSE 'scenario' END,
        CASE n WHEN 0 THEN '' ELSE 'scenario_' || floor(random() * 130)::int END, '', random(), 0,
        'We do fix that, and somebody can come tomorrow.', 'listen', 5 + random() * 20,
        jsonb_build_object('candidates', repeat(md5(calls.call_sid || n), 12)),
        jsonb_build_object('said', repeat(md5(calls.call_sid), 4), 'heard', n),
        '<Response><Say>' || repeat(md5(n::text || calls.call_sid), 6) || '</Say></Response>',
        calls.started_at + n * interval '15 seconds', false
    FROM telephony_call calls, generate_series(0, %(turns)s - 1) n
    WHERE calls.started_at >= %(from)s AND calls.started_at < %(to)s
"""


@dataclass(frozen=True)
class Filled:
    """Whose calls are the most, and one of the others."""

    large: UUID
    small: UUID


def fill(superuser: str, turns: int, now: datetime) -> Filled:
    """Fill the database with so many turns of the years until now.

    As a superuser without triggers: that keys refer to what is there is known from how they are
    made, and asking would take longer than all the rest.
    """
    begin, calls = now - timedelta(days=365 * YEARS), turns // TURNS_A_CALL
    given = {
        "companies": COMPANIES, "large": LARGE_SHARE, "calls": calls, "turns": TURNS_A_CALL,
        "begin": begin, "step": (now - begin) / calls,
    }  # fmt: skip
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute(_COMPANIES, given)
        connection.execute(_CALLS, given)
        for month in range(12 * YEARS + 1):
            since = begin + timedelta(days=31 * month)
            connection.execute(_TURNS, {**given, "from": since, "to": since + timedelta(days=31)})
        connection.execute("VACUUM ANALYZE telephony_call, telephony_callturn, tenants_company")
        rows = connection.execute(
            "SELECT company_id FROM telephony_call GROUP BY company_id ORDER BY count(*) DESC"
        ).fetchall()
    return Filled(large=rows[0][0], small=rows[len(rows) // 2][0])
