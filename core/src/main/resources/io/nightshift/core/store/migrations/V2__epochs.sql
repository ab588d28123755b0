-- Grows with every process that takes a run over; what an earlier one still wants to begin is refused.
alter table runs add column epoch integer default 1 not null;
