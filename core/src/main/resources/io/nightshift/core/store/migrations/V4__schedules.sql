-- Schedules, what became of each of their times, and who makes which run until when.
create table schedules (
    name varchar not null primary key,
    definition ${sealed} not null,
    since timestamp(6) with time zone not null,
    source varchar,
    kept_by varchar not null,
    paused_by varchar,
    paused_at timestamp(6) with time zone
);

-- A time is there once: as one run, or as one skip with its reason. What a person orders has times of its own.
create table firings (
    schedule varchar not null,
    nominal timestamp(6) with time zone not null,
    ordered boolean not null,
    state varchar not null,
    reason varchar,
    run_id varchar unique,
    run_order ${sealed},
    node varchar,
    recorded timestamp(6) with time zone not null,
    ended timestamp(6) with time zone,
    exit_code integer,
    primary key (schedule, nominal, ordered)
);

create index firings_by_state on firings (state);

create table run_leases (
    run_id varchar not null primary key,
    node varchar not null,
    epoch integer not null,
    lease_until timestamp(6) with time zone not null
);
