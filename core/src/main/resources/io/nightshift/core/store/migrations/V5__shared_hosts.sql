-- Hosts of a run that any controller may work on, and which one does. A turn grows with every controller that takes the host.
create table shared_hosts (
    run_id varchar not null references runs (id),
    host varchar not null,
    number integer not null,
    play varchar not null,
    turn integer not null,
    worker varchar not null,
    state varchar not null,
    recalled boolean not null,
    lease_until timestamp(6) with time zone not null,
    primary key (run_id, host)
);

create index shared_hosts_by_state on shared_hosts (state);
