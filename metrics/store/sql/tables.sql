-- The store's own tables. Fact tables are made from the export declarations, those of entries (withdrawals among them) from
-- store/entries.py. Nothing here is updated or deleted.
create table if not exists meta (name varchar primary key, value varchar);

-- One row per state of duty (exports.md, States of duty).
create table if not exists states (
    state varchar, rostered boolean, abstraction boolean, not_deployable boolean, outside boolean, can_be_in_place boolean
);

-- One row per accepted load of one sheet. area is level:key. The same content with the same coverage and the same
-- outcome counts once: the key holds it even when two sessions load at the same moment. attempt: 1, and one more for
-- each time that the same was withdrawn and loaded again. rows_hash: of the rows and notes, to be worked out again.
create table if not exists loads (
    load_id bigint not null, recorded_at timestamp not null, loaded_by varchar, export varchar not null,
    replaces varchar not null, file varchar, file_hash varchar, sheet varchar, content_hash varchar, area varchar,
    days_from date, days_to date, rows integer, set_aside integer, identical integer, identity varchar, result_hash varchar,
    proposed_because varchar, attempt integer, rows_hash varchar,
    primary key (identity, result_hash, attempt)
);

-- One row per row that a load set aside: where it stands in the file, its key, and why. As far as they could be read its
-- day, its lead and others named say whose figures it could change.
create table if not exists set_aside (
    load_id bigint, source_row integer, key varchar, code varchar, day date, collar_no varchar, also_named varchar[]
);

-- Of a store made before these were kept.
alter table set_aside add column if not exists day date;
alter table set_aside add column if not exists collar_no varchar;
alter table set_aside add column if not exists also_named varchar[];

-- One row per problem that a load reported, with its cell.
create table if not exists problems (load_id bigint, code varchar, severity varchar, cell varchar, message varchar);

-- One row per thing that was dropped before storage.
create table if not exists dropped (load_id bigint, message varchar)
