-- Runs and their journal. The columns of type ${sealed} hold encrypted values; nothing else in a row is secret.
create table store_facts (
    name varchar not null primary key,
    content ${sealed} not null
);

create table runs (
    id varchar not null primary key,
    kind varchar not null,
    undoes varchar,
    playbook varchar not null,
    command_line ${sealed} not null,
    started_by varchar not null,
    version varchar not null,
    started timestamp(6) with time zone not null,
    ended timestamp(6) with time zone,
    exit_code integer,
    keep_undo_until timestamp(6) with time zone not null,
    undo_pruned boolean not null
);

create index runs_by_start on runs (started);

create table texts (
    run_id varchar not null references runs (id),
    number integer not null,
    path varchar not null,
    content ${sealed} not null,
    primary key (run_id, number)
);

create table hosts (
    run_id varchar not null references runs (id),
    name varchar not null,
    number integer not null,
    ring integer not null,
    state varchar not null,
    detail ${sealed},
    connection ${sealed} not null,
    updated timestamp(6) with time zone not null,
    primary key (run_id, name)
);

create table steps (
    run_id varchar not null references runs (id),
    host varchar not null,
    sequence integer not null,
    path varchar not null,
    task ${sealed} not null,
    position varchar not null,
    target varchar not null,
    login varchar not null,
    become_user varchar,
    become_method varchar,
    ticket varchar not null,
    change ${sealed} not null,
    undo_kind varchar not null,
    undo_script ${sealed},
    undo_note ${sealed},
    state varchar not null,
    message ${sealed},
    intended timestamp(6) with time zone not null,
    ended timestamp(6) with time zone,
    primary key (run_id, host, sequence)
);

create table notes (
    run_id varchar not null references runs (id),
    host varchar not null,
    number integer not null,
    name varchar not null,
    content ${sealed} not null,
    primary key (run_id, host, number)
);
