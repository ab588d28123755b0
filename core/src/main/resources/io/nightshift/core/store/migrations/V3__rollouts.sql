-- What people said about a run under way: paused, approved, aborted.
create table controls (
    run_id varchar not null references runs (id),
    number integer not null,
    kind varchar not null,
    ring varchar,
    made_by varchar not null,
    made timestamp(6) with time zone not null,
    words ${sealed},
    primary key (run_id, number)
);

-- How long hosts were at work, for what fits into a maintenance window.
create table host_times (
    subject varchar not null,
    host varchar not null,
    ended timestamp(6) with time zone not null,
    took_ms bigint not null,
    primary key (subject, host, ended)
);
